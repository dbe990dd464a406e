import { pino } from "pino";
import type { Log } from "../ports/log.ts";

/** JSON lines on standard error, so that what a command prints stays its own. */
export const pinoLog = (level: string): Log => {
  const logger = pino({ level, base: null }, pino.destination(2));
  return {
    info: (facts, sentence) => logger.info(facts, sentence),
    warn: (facts, sentence) => logger.warn(facts, sentence),
    error: (facts, sentence) => logger.error(facts, sentence),
  };
};

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
