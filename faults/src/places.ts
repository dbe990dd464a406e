import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

/** The three nodes of a run. */
export const nodeNames = ["a", "b", "c"] as const;
export type NodeName = (typeof nodeNames)[number];

/** Every machine of the run; each is a network namespace with an address of its own. */
export const placeNames = [...nodeNames, "postgres", "nats", "clients"] as const;
export type PlaceName = (typeof placeNames)[number];

const namespaceFolder = "/run/netns";
const prefix = "parlor-faults";

/** Where all lines meet: it passes packets on, or not. */
const hub = "hub";

const ip = (...args: readonly string[]): string =>
  execFileSync("ip", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/**
 * The machines of a run, and the lines between them. Each place has one line to a hub that routes; a cut is a rule of
 * the hub that swallows the packets of one direction, so that nobody is told that they did not arrive.
 */
export class Places {
  /** The process that the run belongs to: its places have its number, so that those of a dead run are known. */
  readonly #owner: number;
  /** How many faults want this direction cut. */
  readonly #cuts = new Map<string, number>();

  constructor(owner: number) {
    this.#owner = owner;
  }

  /** Why there can be no places here, or nothing. */
  static problem(): string | undefined {
    if (process.platform !== "linux") return "network namespaces are Linux's";
    if (process.getuid?.() !== 0) return "making network namespaces takes root";
    const probe = `${prefix}-${process.pid}-probe`;
    try {
      execFileSync("nsenter", ["--version"], { stdio: "ignore" });
      ip("netns", "add", probe);
      ip("netns", "del", probe);
      return undefined;
    } catch (error) {
      return `no network namespace could be made (packages iproute2 and util-linux): ${String(error)}`;
    }
  }

  address(place: PlaceName): string {
    return `10.77.${placeNames.indexOf(place) + 1}.2`;
  }

  /** What stands before a command so that it runs there. */
  enter(place: PlaceName | typeof hub): readonly string[] {
    return ["nsenter", `--net=${namespaceFolder}/${this.#namespace(place)}`, "--"];
  }

  make(): void {
    const center = this.#namespace(hub);
    ip("netns", "add", center);
    ip("-n", center, "link", "set", "dev", "lo", "up");
    for (const place of placeNames) this.#connect(place, center);
    const [program = "", ...entering] = this.enter(hub);
    execFileSync(program, [...entering, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"]);
  }

  #connect(place: PlaceName, center: string): void {
    const own = this.#namespace(place);
    const address = this.address(place);
    const gateway = address.replace(/\.2$/, ".1");
    const device = `to-${place}`;
    const pair = [device, "netns", center, "type", "veth", "peer", "name", "line", "netns", own];
    ip("netns", "add", own);
    ip("link", "add", "name", ...pair);
    ip("-n", own, "addr", "add", `${address}/24`, "dev", "line");
    ip("-n", center, "addr", "add", `${gateway}/24`, "dev", device);
    for (const end of ["lo", "line"]) ip("-n", own, "link", "set", "dev", end, "up");
    ip("-n", center, "link", "set", "dev", device, "up");
    ip("-n", own, "route", "add", "default", "via", gateway);
  }

  /** Nothing that `from` sends reaches `to` any more. */
  cut(from: PlaceName, to: PlaceName): void {
    const key = `${from} ${to}`;
    const count = this.#cuts.get(key) ?? 0;
    this.#cuts.set(key, count + 1);
    if (count === 0) this.#rule("add", from, to);
  }

  heal(from: PlaceName, to: PlaceName): void {
    const key = `${from} ${to}`;
    const count = this.#cuts.get(key) ?? 0;
    this.#cuts.set(key, count - 1);
    if (count === 1) this.#rule("del", from, to);
  }

  #rule(change: "add" | "del", from: PlaceName, to: PlaceName): void {
    const which = ["from", this.address(from), "to", this.address(to), "pref", "100"];
    ip("-n", this.#namespace(hub), "rule", change, ...which, "blackhole");
  }

  /** Sends a signal to every process that runs there, all in one moment. */
  signalAll(place: PlaceName | typeof hub, signal: NodeJS.Signals): void {
    const namespace = this.#namespace(place);
    if (!existsSync(`${namespaceFolder}/${namespace}`)) return;
    for (const pid of ip("netns", "pids", namespace).split("\n").filter(Boolean))
      signalIfThere(Number(pid), signal);
  }

  /** Ends all that runs in any of them, and removes them. It may be half made, or half removed. */
  remove(): void {
    for (const place of [...placeNames, hub] as const) {
      this.signalAll(place, "SIGKILL");
      const namespace = this.#namespace(place);
      if (existsSync(`${namespaceFolder}/${namespace}`)) ip("netns", "del", namespace);
    }
  }

  #namespace(place: PlaceName | typeof hub): string {
    return `${prefix}-${this.#owner}-${place}`;
  }
}

const signalIfThere = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // what `kill` throws is one
  }
};

/** The folder of a run's files: the database, what the bus keeps, and what everybody logged. */
export const folderOf = (temporary: string, owner: number): string =>
  `${temporary}/${prefix}-${owner}`;

/** Says in a run's folder which process it belongs to. */
export const claimFolder = (folder: string): void =>
  writeFileSync(`${folder}/owner`, startOf(process.pid) ?? "");

/** The owners of runs whose process is gone, although their places or their folder are still there. */
export const deadOwners = (temporary: string): readonly number[] => {
  const owners = [namespaceFolder, temporary]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder))
    .flatMap((name) => new RegExp(`^${prefix}-(\\d+)(?:-|$)`).exec(name)?.slice(1) ?? [])
    .map(Number);
  return [...new Set(owners)].filter((owner) => !isAlive(temporary, owner));
};

/** Another process may have got the number since: it began at another time. */
const isAlive = (temporary: string, owner: number): boolean => {
  const start = startOf(owner);
  if (start === undefined) return false;
  const file = `${folderOf(temporary, owner)}/owner`;
  return !existsSync(file) || readFileSync(file, "utf8") === start;
};

/** When the process began, in the machine's ticks; nothing where there is no such process. */
const startOf = (pid: number): string | undefined => {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  // The second field is the program's name in brackets, which may have spaces; the start is the 22nd.
  return readFileSync(file, "utf8").split(") ").at(-1)?.split(" ")[19];
};
