import { SEMANTICS_VERSION } from "../../src/engine/semantics";
import { Refusal, type Fault } from "../../src/engine/refusal";
import { answeringExcel, associate, type ExcelFunctions } from "../../src/functions/associate";
import metadata from "../../src/functions/generated/functions.json";

/** What Excel raises in a cell: it takes a code, and a message with two of the codes only. */
class ExcelError extends Error {
  constructor(
    readonly code: string,
    ...rest: (string | undefined)[]
  ) {
    super(rest[0] ?? "");
  }
}

type Associated = Parameters<ExcelFunctions["associate"]>[1];

function associated(): Map<string, Associated> {
  const runs = new Map<string, Associated>();
  const associateOnce = (id: string, run: Associated) => {
    if (runs.has(id)) throw new Error(`${id} is associated twice`);
    runs.set(id, run);
  };
  associate({ associate: associateOnce, Error: ExcelError });
  return runs;
}

function raised(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

test("every id of functions.json is associated once, and nothing else", () => {
  expect([...associated().keys()].sort()).toEqual(metadata.functions.map(({ id }) => id).sort());
});

test("what is associated answers as the function does", () => {
  expect(associated().get("VERSION")?.()).toBe(SEMANTICS_VERSION);
  expect(associated().get("PRORATA")?.([[100]], [[1], [3]], null, null)).toEqual([[25], [75]]);
});

describe("a refusal in Excel", () => {
  const excel: ExcelFunctions = { associate: () => undefined, Error: ExcelError };
  const refusing = (code: Fault["code"]) => () => {
    throw new Refusal([
      { code, message: "The first fault." },
      { code: "#VALUE!", message: "The second." },
    ]);
  };

  test.each([
    { code: "#VALUE!", message: "The first fault.", why: "carries a message" },
    { code: "#N/A", message: "The first fault.", why: "carries a message" },
    { code: "#DIV/0!", message: "", why: "carries none" },
    { code: "#NUM!", message: "", why: "carries none" },
    { code: "#NULL!", message: "", why: "carries none" },
  ] as const)("$code $why", ({ code, message }) => {
    const error = raised(answeringExcel(refusing(code), excel));
    expect(error).toBeInstanceOf(ExcelError);
    expect(error).toMatchObject({ code, message });
  });

  test("comes out of what is associated", () => {
    const runs = associated();
    expect(raised(() => runs.get("PRORATA")?.([[100]], [[0]], null, null))).toMatchObject({ code: "#N/A", message: "The weights add up to 0, so there is nothing to divide the pool by (weights)." });
    expect(raised(() => runs.get("TIEREDROYALTY")?.([[{ error: "#DIV/0!" }]], [[0, 0.1]], null, null, null))).toMatchObject({ code: "#DIV/0!", message: "" });
  });

  test("stands in every cell that the answer would fill, and is thrown where nobody knows how many they are", () => {
    const runs = associated();
    const error = expect.objectContaining({ code: "#VALUE!", message: "\"n/a\" is text where a number belongs (pool, period 2)." }) as unknown;
    const answered = runs.get("PRORATA")?.([[100, "n/a"]], [[1], [2], [3]], null, null);
    expect(answered).toEqual([[error, error], [error, error], [error, error]]);
    expect((answered as Error[][]).flat().every((cell) => cell instanceof ExcelError)).toBe(true);
    expect(raised(() => runs.get("PRORATA")?.([[100, "n/a"]], null, null, null))).toBeInstanceOf(ExcelError);
  });

  test("is not what a slip of ours becomes: that goes on as it is", () => {
    const slip = new TypeError("ours");
    const slipping = () => {
      throw slip;
    };
    expect(raised(answeringExcel(slipping, excel))).toBe(slip);
  });
});
