import type { ILanguagePack, LanguageValue } from "@univerjs/core";

/** Texts of the grid that its library has none for, or says badly. */
export const TEXTS = {
  "sheets-ui": {
    definedName: {
      managerTitle: "Names",
      managerDescription: "A name stands for cells, a constant or a formula, and can be written in formulas: =Revenue*Rate.",
      addButton: "New name",
      featureTitle: "Names",
      inputNamePlaceholder: "Name, without spaces",
      inputCommentPlaceholder: "Comment",
      inputRangePlaceholder: "Cells: Inputs!$D$5:$E$5",
      inputFormulaPlaceholder: "Formula: =0.05",
      formulaOrRefStringInvalid: "This is neither cells nor a formula.",
      deleteConfirmText: "Remove this name? Formulas that read it show #NAME? from then on.",
      confirm: "OK",
    },
    info: { error: "Error", forceStringInfo: "A number written as text: formulas do not calculate with it." },
    merge: { confirm: { warning: "Only the value of the upper left cell is kept.", dismantleMergeCellWarning: "Some merged cells are taken apart. Go on?" } },
    filter: { confirm: { error: "Not done", notAllowedToInsertRange: "Cells cannot be moved here before the filter is taken off." } },
  },
  "sheets-formula": {
    progress: { analyzing: "Calculating", calculating: "Calculating", "array-analysis": "Calculating", "array-calculation": "Calculating", done: "Calculated" },
  },
};

/** Texts with others added to them. The library's own way of putting texts together looks at their first words alone, and would lose all that begin alike. */
export function withTexts(texts: ILanguagePack, added: ILanguagePack): ILanguagePack {
  const both = { ...texts };
  for (const [word, text] of Object.entries(added)) {
    const known = texts[word];
    both[word] = isPack(known) && isPack(text) ? withTexts(known, text) : text;
  }
  return both;
}

function isPack(text: LanguageValue | undefined): text is ILanguagePack {
  return typeof text === "object" && !Array.isArray(text);
}
