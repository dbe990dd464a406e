import { InvalidArgumentError, Option } from "commander";

export const isPostgres = (store: string): boolean => /^postgres(ql)?:\/\//.test(store);

const storeName = (text: string): string => {
  if (text !== "sqlite" && text !== "memory" && !isPostgres(text))
    throw new InvalidArgumentError(
      "sqlite, memory, or an address like postgres://user@host/database",
    );
  return text;
};

export const storeOption = (description: string): Option =>
  new Option("--store <store>", description)
    .env("PARLOR_STORE")
    .default("sqlite")
    .argParser(storeName);
