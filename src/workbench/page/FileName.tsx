import { useState } from "react";

interface Props {
  readonly name: string;
  readonly onRename: (name: string) => void;
}

/** What Save calls the file. What is typed holds from Enter on, or once the keyboard is elsewhere; Escape takes it back. */
export function FileName({ name, onRename }: Props) {
  const [typed, setTyped] = useState<string | undefined>();
  const take = () => {
    if (typed !== undefined) onRename(typed);
    setTyped(undefined);
  };
  const shown = typed ?? name;
  return (
    <input
      className="fileName"
      aria-label="File name"
      title={name}
      spellCheck={false}
      size={Math.max(8, shown.length)}
      value={shown}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === "Enter") take();
        if (key === "Escape") setTyped(undefined);
      }}
    />
  );
}
