import { isIP } from "node:net";
import { InvalidArgumentError, Option } from "commander";

export const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError("a whole number of 0 or more");
  return value;
};

const portMax = 65_535;
export const port = (text: string): number => {
  const value = whole(text);
  if (value > portMax) throw new InvalidArgumentError(`a port is at most ${portMax}`);
  return value;
};

export const count = (text: string): number => {
  const value = whole(text);
  if (value === 0) throw new InvalidArgumentError("a whole number of 1 or more");
  return value;
};

/** Addresses and networks, such as `127.0.0.1,10.0.0.0/8`. */
export const networks = (text: string): readonly string[] => {
  const list = text.split(",").map((one) => one.trim());
  for (const one of list) {
    const [address = "", bits, ...rest] = one.split("/");
    const bitsMax = isIP(address) === 6 ? 128 : 32;
    const isNetwork = bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= bitsMax);
    if (isIP(address) === 0 || !isNetwork || rest.length > 0)
      throw new InvalidArgumentError("addresses or networks like 10.0.0.0/8");
  }
  return list;
};

export const json = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidArgumentError("this is no JSON");
    throw error;
  }
};

export const cores = () =>
  new Option("--cores <count>", "how many to use; all, unless told otherwise").argParser(count);
