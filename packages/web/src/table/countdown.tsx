import { useEffect, useState } from "react";
import { useParlor } from "../page-context.tsx";

const tickMs = 250;
const hurryMs = 10_000;

/** Counts down to a moment by the server's clock, whatever this machine's says. */
export const Countdown = ({ name, dueAt }: { readonly name: string; readonly dueAt: number }) => {
  const parlor = useParlor();
  const [now, setNow] = useState(() => parlor.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(parlor.now()), tickMs);
    return () => clearInterval(timer);
  }, [parlor]);
  const leftMs = Math.max(0, dueAt - now);
  const seconds = Math.ceil(leftMs / 1_000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <span
      className={leftMs < hurryMs ? "clock clock-hurry" : "clock"}
      role="timer"
      aria-label={`${name}: ${text} left`}
      data-testid={`clock-${name}`}
    >
      {text}
    </span>
  );
};
