// The package declares its types for ES modules only, which a CommonJS program may not import. This is the part of them that we use.
declare module "@cj-tech-master/excelts/formula" {
  export interface CellLike {
    readonly row: number;
    readonly col: number;
    /** 6 is a formula, 0 nothing; any other number a value. */
    readonly type: number;
    readonly formula?: string;
    readonly model: object;
    value: unknown;
    result: unknown;
  }

  export interface RowLike {
    readonly hidden?: boolean;
    eachCell(...args: unknown[]): void;
  }

  export interface WorksheetLike {
    readonly id: number;
    readonly name: string;
    readonly dimensions: { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number } | null;
    /** Called with a visitor, or with options and a visitor. */
    eachRow(...args: unknown[]): void;
    findCell(row: number, col: number): CellLike | undefined;
    getCell(row: number, col: number): CellLike;
  }

  export interface FunctionLike {
    readonly minArity: number;
    readonly maxArity: number;
    readonly invoke: (args: unknown[]) => unknown;
  }

  export interface WorkbookLike {
    worksheets: WorksheetLike[];
    getWorksheet(id?: number | string): WorksheetLike | undefined;
    calcProperties?: object;
    properties?: object;
    /** Consulted before the built-in functions. */
    userFunctions?: ReadonlyMap<string, FunctionLike>;
  }

  export function calculateFormulas(workbook: WorkbookLike): void;
}
