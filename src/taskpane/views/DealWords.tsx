import { Button } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { useState } from "react";
import type { Deal } from "../../deal/deal";
import { copyWords } from "../commands/copyWords";

/** The deal as sentences, to hold against the contract, or to send. */
export function DealWords({ deal: { words } }: { readonly deal: Deal }) {
  const [said, setSaid] = useState("");
  if (words.length === 0) return null;
  const copy = async () => setSaid((await copyWords(words)) ? "Copied." : "The browser does not let this page copy. Select the sentences, and press Ctrl+C.");
  return (
    <section aria-labelledby="words" className="block">
      <div className="blockHead">
        <h3 id="words" className="blockTitle">
          In words
        </h3>
        <Button size="small" appearance="subtle" icon={<CopyRegular />} onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      {words.map((sentence, i) => (
        <p key={i} className="sentence">
          {sentence}
        </p>
      ))}
      <p role="status" className="hint">
        {said}
      </p>
    </section>
  );
}
