import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Bus } from "../../ports/bus.ts";
import { ownNats } from "../../testing/nats-server.ts";
import { silentLog } from "../pino-log.ts";
import { natsBus, type NatsBusOptions } from "./nats-bus.ts";

const folder = mkdtempSync(join(tmpdir(), "parlor-certificates-"));
const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
const options =
  `req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${keyFile} -out ${certFile}`.split(
    " ",
  );
const hasCertificate = spawnSync("openssl", options).status === 0;
const config = `tls { cert_file: "${certFile}", key_file: "${keyFile}" }`;

const plain = await ownNats("the bus on NATS without TLS");
const secured = hasCertificate ? await ownNats("the bus on NATS with TLS", { config }) : undefined;
afterAll(async () => {
  await Promise.all([plain.stop(), secured?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const openBus = (url: string, more: Partial<NatsBusOptions> = {}) => {
  const problems: string[] = [];
  const warn = (facts: object): void => void problems.push(JSON.stringify(facts));
  const bus = natsBus({ url, name: "test", log: { ...silentLog, warn }, ...more });
  onTestFinished(() => bus.close());
  return { bus, problems };
};
const isUp = (bus: Bus) => vi.waitFor(() => expect(bus.isUp).toBe(true), 5_000);

describe.skipIf(plain.isMissing)("a bus that insists on TLS", () => {
  test("does not talk to a server that has none, however it was told to", async () => {
    const url = plain.url.replace("nats:", "tls:");
    const buses = [openBus(url), openBus(plain.url, { tls: { caFile: certFile } })];
    for (const { bus, problems } of buses) {
      await vi.waitFor(() => expect(problems.join()).toContain("does not support 'tls'"));
      expect(bus.isUp).toBe(false);
    }
  });

  // Certificates are made by the program openssl, which is not there.
  test.skipIf(!hasCertificate)(
    "talks to a server whose certificate is from whom it trusts, and to no other; who does not insist takes it too",
    async () => {
      const port = new URL(secured!.url).port;
      const tls = { caFile: certFile };
      const trusting = openBus(`tls://localhost:${port}`, { tls });
      await isUp(trusting.bus);
      expect(await trusting.bus.ask("question", "", 5_000)).toEqual({ kind: "nobody" });
      for (const scheme of ["tls", "nats"]) {
        const { bus, problems } = openBus(`${scheme}://localhost:${port}`);
        await vi.waitFor(() => expect(problems.join()).toMatch(/self-signed certificate/));
        expect(bus.isUp).toBe(false);
      }
    },
  );
});
