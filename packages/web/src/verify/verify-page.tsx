import { useState, type DragEvent } from "react";
import { useVerification } from "./use-verification.ts";
import { VerificationView } from "./verdict-view.tsx";

/** Checks an exported file that somebody has, in the page and nowhere else. */
export const VerifyPage = () => {
  const { news, start } = useVerification();
  const [name, setName] = useState<string | null>(null);
  const check = (file: File | undefined): void => {
    if (!file) return;
    setName(file.name);
    start({ kind: "file", file });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    check(event.dataTransfer.files[0]);
  };
  return (
    <section className="verify-page" aria-labelledby="verify-title">
      <title>Verify a session · Parlor</title>
      <h1 id="verify-title">Verify a session</h1>
      <p className="muted">
        Takes the exported file of a session and checks it from its first entry to its last: the
        chain of hashes, every draw from the revealed seeds, every command by the rules, and every
        transfer. The file does not leave this page.
      </p>
      <label className="drop" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <span>{name ?? "Drop an exported file here"}</span>
        <span className="drop-button">
          {name === null ? "Choose a file" : "Choose another file"}
        </span>
        <input
          type="file"
          className="unseen"
          onChange={({ target }) => {
            check(target.files?.[0]);
            // The same file, chosen again, is checked again: it may be another one by now.
            target.value = "";
          }}
          data-testid="verify-file"
        />
      </label>
      {news && (
        <div className="panel">
          <VerificationView news={news} />
        </div>
      )}
    </section>
  );
};
