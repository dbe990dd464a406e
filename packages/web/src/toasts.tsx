import type { RefusalReply } from "@parlor/protocol";
import { useCallback, useState } from "react";

const shownMs = 6_000;
const toastCountMax = 3;

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly detail: string | undefined;
  readonly code: string | undefined;
}

let lastId = 0;
const newToast = (message: RefusalReply | string): Toast => {
  lastId += 1;
  if (typeof message === "string")
    return { id: lastId, text: message, detail: undefined, code: undefined };
  return { id: lastId, text: message.text, detail: message.detail, code: message.refused };
};

export const useToasts = () => {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const dismiss = useCallback(
    (id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)),
    [],
  );
  const tell = useCallback(
    (message: RefusalReply | string) => {
      const toast = newToast(message);
      setToasts((all) => [...all, toast].slice(-toastCountMax));
      setTimeout(() => dismiss(toast.id), shownMs);
    },
    [dismiss],
  );
  return { toasts, tell, dismiss };
};

interface ToastsProps {
  readonly toasts: readonly Toast[];
  readonly dismiss: (id: number) => void;
}

export const Toasts = ({ toasts, dismiss }: ToastsProps) => (
  <div className="toasts" role="alert" aria-live="assertive">
    {toasts.map((toast) => (
      <div key={toast.id} className="toast" data-testid="toast" data-code={toast.code}>
        <span>
          {toast.text}
          {toast.detail === undefined ? null : <small>{toast.detail}</small>}
        </span>
        <button
          type="button"
          className="quiet"
          onClick={() => dismiss(toast.id)}
          aria-label="Dismiss"
        >
          ×
        </button>
      </div>
    ))}
  </div>
);
