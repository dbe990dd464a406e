import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root, type Yaml } from "./deploy-files.ts";

/** Which of its modules the package has a kind's type in. */
const modules: Readonly<Record<string, string>> = {
  v1: "core/v1",
  "apps/v1": "apps/v1",
  "batch/v1": "batch/v1",
  "policy/v1": "policy/v1",
  "networking.k8s.io/v1": "networking/v1",
};

export interface Manifest {
  readonly path: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly body: Yaml;
}

const tsc = join(root, "node_modules/typescript/bin/tsc");

/**
 * What the compiler finds wrong with manifests that are written down as values of Kubernetes' own types: fields that do not
 * exist, that are missing, or that have another type.
 */
export const typeErrors = async (manifests: readonly Manifest[]): Promise<string> => {
  const cache = join(root, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  // Inside node_modules, so that the types are found.
  const folder = mkdtempSync(join(cache, "parlor-manifests-"));
  try {
    const files = manifests.map(({ path, apiVersion, kind, body }, place) => {
      const file = join(folder, `${place}.ts`);
      const source = modules[apiVersion];
      if (source === undefined) throw new Error(`${path}: ${apiVersion} is not known here`);
      writeFileSync(
        file,
        `import type { ${kind} } from "kubernetes-types/${source}";\n// ${path}\nexport const manifest: ${kind} = ${JSON.stringify(body, null, 2)};\n`,
      );
      return file;
    });
    const flags = ["--noEmit", "--strict", "--module", "esnext", "--moduleResolution", "bundler"];
    return await promisify(execFile)(process.execPath, [
      tsc,
      "--ignoreConfig",
      ...flags,
      ...files,
    ]).then(
      () => "",
      (error: unknown) => outputOf(error),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const outputOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "stdout" in error && error.stdout !== ""
    ? String(error.stdout)
    : String(error);
