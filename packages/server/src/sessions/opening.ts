import {
  callGame,
  isRefusal,
  refuse,
  type Game,
  type Limits,
  type PlatformRefusal,
  type Refusal,
  type SessionSetup,
} from "@parlor/kit";
import type { OpenRequest } from "@parlor/protocol";
import type { Log } from "../ports/log.ts";
import type { Settings } from "../settings.ts";

/** A session's setup from what its opener asked for, within what the operator allows. */
export const setupFor = (
  game: Game,
  request: OpenRequest,
  host: string,
  settings: Settings,
  log: Log,
): SessionSetup | Refusal<PlatformRefusal> => {
  try {
    return callGame(game.id, "config", () => checkedSetup(game, request, host, settings));
  } catch (error) {
    // A schema that throws is a bug, but whoever asks chose what it threw at: nobody may stop a game with that.
    log.error({ game: game.id, fault: String(error) }, "a configuration was not read");
    return refuse("invalid_config");
  }
};

const checkedSetup = (
  game: Game,
  request: OpenRequest,
  host: string,
  settings: Settings,
): SessionSetup | Refusal<PlatformRefusal> => {
  const config = game.config.safeParse(request.config ?? {});
  if (!config.success) {
    const issue = config.error.issues[0];
    return refuse("invalid_config", issue ? `${issue.path.join(".")}: ${issue.message}` : "");
  }
  const limits = limitsFor(request.limits, settings);
  if (isRefusal(limits)) return limits;
  const seatCount = request.seatCount ?? game.seats.max;
  if (seatCount < game.seats.min || seatCount > game.seats.max) {
    return refuse("invalid_config", `seatCount: from ${game.seats.min} to ${game.seats.max}`);
  }
  return {
    game: { id: game.id, version: game.version },
    config: config.data,
    limits,
    currency: request.currency ?? settings.currency,
    seatCount,
    seatsMin: game.seats.min,
    autoStart: request.autoStart ?? true,
    liabilityMax: settings.tableLiabilityMax,
    host,
    title: request.title ?? game.title,
  };
};

const limitsFor = (
  asked: OpenRequest["limits"],
  settings: Settings,
): Limits | Refusal<PlatformRefusal> => {
  if (!asked) return settings.tableLimits;
  const { min, max } = settings.tableLimitsMax;
  if (asked.min < min || asked.max > max || asked.max < asked.min)
    return refuse("invalid_config", `limits: from ${min} to ${max}, the minimum first`);
  if (asked.step !== undefined && asked.step < 1)
    return refuse("invalid_config", "limits.step: at least 1");
  return asked.step === undefined
    ? { min: asked.min, max: asked.max }
    : { min: asked.min, max: asked.max, step: asked.step };
};
