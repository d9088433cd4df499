import type { CatalogueEntry } from "../../functions/catalogueEntry";
import { FAMILIES, type Family } from "../../functions/offered";

/** Every function in the order in which a deal uses them, with its arguments folded behind it. */
export function FunctionList({ label }: { readonly label: string }) {
  return (
    <ul className="functions" aria-labelledby={label}>
      {FAMILIES.map(({ entry, companions }) => (
        <li key={entry.name}>
          <details>
            <summary>
              <code>{shape(entry)}</code>
              <p>{entry.description}</p>
            </summary>
            <FunctionCard entry={entry} companions={companions} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function FunctionCard({ entry: { parameters, returns, example }, companions }: Family) {
  return (
    <>
      {parameters.length > 0 && (
        <dl>
          {parameters.map((parameter) => (
            <div key={parameter.name}>
              <dt>
                <code>{parameter.name}</code>
                {parameter.optional && " (optional)"}
              </dt>
              <dd>{parameter.description}</dd>
            </div>
          ))}
        </dl>
      )}
      <p>Gives: {returns}</p>
      {example !== undefined && (
        <p>
          Example: <code>{example.formula}</code> gives <code>{example.answer}</code>
        </p>
      )}
      {companions.map((companion) => (
        <section key={companion.name}>
          <code>{shape(companion)}</code>
          <p>{companion.description}</p>
        </section>
      ))}
    </>
  );
}

function shape({ name, parameters }: CatalogueEntry): string {
  return `${name}(${parameters.map((parameter) => (parameter.optional ? `[${parameter.name}]` : parameter.name)).join(", ")})`;
}
