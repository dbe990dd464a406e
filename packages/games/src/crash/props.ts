import type { TypesOfGame } from "@parlor/kit";
import type { TableProps } from "../table-props.ts";
import type { crash } from "./game.ts";

export type CrashProps = TableProps<TypesOfGame<typeof crash>>;

/** "2.50×" for 250 hundredths. */
export const multiplierText = (hundredths: number): string =>
  `${Math.floor(hundredths / 100).toLocaleString("en")}.${String(hundredths % 100).padStart(2, "0")}×`;
