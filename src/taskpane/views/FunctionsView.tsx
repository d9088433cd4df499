import { FunctionList } from "./FunctionList";
import "./explanation.css";

/** The functions, and how one begins to type one. */
export function FunctionsView() {
  return (
    <>
      <h3 id="functions" className="viewTitle">
        Functions
      </h3>
      <p className="hint">
        Type <code>=DEAL.</code> in a cell: the functions are offered, and their arguments as you go.
      </p>
      <FunctionList label="functions" />
    </>
  );
}
