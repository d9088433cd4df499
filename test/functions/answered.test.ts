import { Refusal, type Fault } from "../../src/engine/refusal";
import { answered } from "../../src/functions/answered";
import { answer } from "./call";

/** The part of Excel's runtime that raises an error in a cell: it takes a code, and a message with two of the codes only. */
class ExcelError extends Error {
  constructor(
    readonly code: string,
    ...rest: (string | undefined)[]
  ) {
    super(rest[0] ?? "");
  }
}

const world = globalThis as { CustomFunctions?: { readonly Error: typeof ExcelError } };

function raised(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

function refusing(code: Fault["code"]): unknown {
  return raised(() =>
    answered(() => {
      throw new Refusal([
        { code, message: "The first fault." },
        { code: "#VALUE!", message: "The second." },
      ]);
    }),
  );
}

describe("a refusal", () => {
  afterEach(() => delete world.CustomFunctions);

  test("outside Excel stays a Refusal with all its faults", () => {
    expect(refusing("#N/A")).toBeInstanceOf(Refusal);
    expect((refusing("#N/A") as Refusal).faults).toHaveLength(2);
    expect(refusing("#N/A")).toMatchObject({ code: "#N/A", message: "The first fault." });
  });

  test.each([
    { code: "#VALUE!", message: "The first fault.", why: "carries a message in Excel" },
    { code: "#N/A", message: "The first fault.", why: "carries a message in Excel" },
    { code: "#DIV/0!", message: "", why: "carries none" },
    { code: "#NUM!", message: "", why: "carries none" },
    { code: "#NULL!", message: "", why: "carries none" },
  ] as const)("in Excel $code $why", ({ code, message }) => {
    world.CustomFunctions = { Error: ExcelError };
    const error = refusing(code);
    expect(error).toBeInstanceOf(ExcelError);
    expect(error).toMatchObject({ code, message });
  });

  test("in Excel comes out of the functions themselves", () => {
    world.CustomFunctions = { Error: ExcelError };
    expect(raised(() => answer("PRORATA", 100, [[0], [0]]))).toMatchObject({ code: "#N/A", message: "The weights add up to 0, so there is nothing to divide the pool by (weights)." });
    expect(raised(() => answer("TIEREDROYALTY", { error: "#DIV/0!" }, [[0, 0.1]]))).toMatchObject({ code: "#DIV/0!", message: "" });
  });

  test("is not what a slip of ours becomes: that goes on as it is", () => {
    world.CustomFunctions = { Error: ExcelError };
    const slip = new TypeError("ours");
    expect(
      raised(() =>
        answered(() => {
          throw slip;
        }),
      ),
    ).toBe(slip);
  });
});

describe("VERSION", () => {
  test("the semantics are at version 1", () => expect(answer("VERSION")).toBe(1));
});
