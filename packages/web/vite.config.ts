import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: { target: "es2022" },
  server: {
    // While the page is worked on, the server runs beside it.
    proxy: { "/v1": { target: "http://127.0.0.1:4600", ws: true } },
  },
});
