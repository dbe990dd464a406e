import { isRefusal } from "@parlor/client";
import { useCallback, useState } from "react";
import { usePage } from "../page-context.tsx";

/** Sends commands one after the other's answer is awaited or not, shows refusals, and says while any is on its way. */
export const useCommand = () => {
  const { tell } = usePage();
  const [open, setOpen] = useState(0);
  const run = useCallback(
    (ask: () => Promise<object>): void => {
      setOpen((count) => count + 1);
      const finish = (message: object | string): void => {
        setOpen((count) => count - 1);
        if (typeof message === "string" || isRefusal(message)) tell(message);
      };
      ask().then(finish, () => finish("The page is no longer connected."));
    },
    [tell],
  );
  return { busy: open > 0, run };
};
