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
