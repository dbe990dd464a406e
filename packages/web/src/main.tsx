import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { openPageClient } from "./page-client.ts";
import "./theme.css";
import "./page.css";

const root = document.querySelector("#root");
if (!root) throw new Error("the page has no root");
const client = openPageClient();
createRoot(root).render(
  <StrictMode>
    <App client={client} />
  </StrictMode>,
);
