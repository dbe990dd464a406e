import type { ConnectionOptions } from "@nats-io/transport-node";

export interface NatsPlace {
  /**
   * `nats://host:4222`; several servers of one cluster are separated by commas. `nats://user:password@host` and
   * `nats://token@host` sign in, with percent signs where a URL asks for them. `tls://host` insists on TLS; `nats://host` takes it
   * where the server has it. Either way its certificate has to be valid for the host.
   */
  readonly url: string;
  /** PEM files: whom to trust instead of the usual authorities, and the certificate to show. */
  readonly tls?: {
    readonly caFile?: string;
    readonly certFile?: string;
    readonly keyFile?: string;
  };
}

const standardPort = "4222";

/** Throws where the address is none. It never tells what it was: there may be a password in it. */
export const serversOf = ({ url, tls }: NatsPlace): ConnectionOptions => {
  const places = url.split(",").map((place) => parse(place.trim()));
  const insists = tls !== undefined || places.some(({ protocol }) => protocol === "tls:");
  const signed = places.find(({ username, password }) => username !== "" || password !== "");
  return {
    servers: places.map(({ hostname, port }) => `${hostname}:${port || standardPort}`),
    ...(insists ? { tls: { ...tls } } : {}),
    ...(signed ? signIn(signed) : {}),
  };
};

const parse = (place: string): URL => {
  const url = URL.parse(place.includes("://") ? place : `nats://${place}`);
  if (!url || url.hostname === "") throw new Error("the address of NATS is none: nats://host:4222");
  if (url.protocol !== "nats:" && url.protocol !== "tls:")
    throw new Error(`NATS has addresses with nats:// or tls://, not with ${url.protocol}//`);
  return url;
};

const signIn = ({ username, password }: URL): Partial<ConnectionOptions> =>
  password === ""
    ? { token: decodeURIComponent(username) }
    : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
