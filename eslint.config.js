const { ESLintUtils } = require("@typescript-eslint/utils");
const tseslint = require("typescript-eslint");

/** `new Decimal(9) < new Decimal(10)` compares text and is false: Decimals are compared by their methods. */
const noDecimalComparison = ESLintUtils.RuleCreator.withoutDocs({
  meta: { type: "problem", schema: [], messages: { compared: "Compare Decimals with lessThan, greaterThan … , not with {{operator}}." } },
  defaultOptions: [],
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const isDecimal = (node) => services.getTypeAtLocation(node).getSymbol()?.name === "Decimal";
    return {
      BinaryExpression(node) {
        if (!["<", ">", "<=", ">="].includes(node.operator)) return;
        if (isDecimal(node.left) || isDecimal(node.right)) context.report({ node, messageId: "compared", data: { operator: node.operator } });
      },
    };
  },
});

const clockAndLocale = [
  { name: "Date", message: "No clock and no calendar here: a figure depends on its arguments alone." },
  { name: "Intl", message: "No locale here: a figure depends on its arguments alone." },
];

module.exports = tseslint.config(
  { ignores: ["lib/", "dist/", "dist-dev/", "dist-test/", "node_modules/", "coverage/"] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.ts", "**/*.tsx"] })),
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    plugins: { dealsheet: { rules: { "no-decimal-comparison": noDecimalComparison } } },
    rules: {
      "dealsheet/no-decimal-comparison": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Text here is formulas and XML, whose characters are code points.
      "@typescript-eslint/no-misused-spread": ["error", { allow: [{ from: "lib", name: "string" }] }],
      "no-eval": "error",
    },
  },
  {
    files: ["src/{engine,cells,functions}/**/*.ts"],
    rules: {
      "no-restricted-globals": ["error", ...clockAndLocale],
      "no-restricted-properties": ["error", { object: "Math", property: "random", message: "A figure depends on its arguments alone." }],
    },
  },
  {
    // The types of Office.js cannot be had for one file alone.
    files: ["src/host/**/*.ts"],
    ignores: ["src/host/excel.ts"],
    rules: {
      "no-restricted-globals": ["error", ...["Excel", "Office", "OfficeExtension", "OfficeRuntime", "CustomFunctions"].map((name) => ({ name, message: "Excel is spoken to in src/host/excel.ts alone." }))],
      "no-restricted-syntax": ["error", { selector: "TSQualifiedName[left.name=/^(?:Excel|Office|OfficeExtension)$/]", message: "Excel is spoken to in src/host/excel.ts alone." }],
    },
  },
  {
    files: ["src/engine/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "CallExpression[callee.property.name='toNumber']", message: "The engine computes in Decimals; figures become doubles in cells/encode.ts." },
        { selector: "CallExpression[callee.property.name='toFixed'][arguments.length>0]", message: "Round with rounded(): toFixed rounds in binary." },
        { selector: "CallExpression[callee.property.name='sort'][arguments.length=0]", message: "Give sort a comparator: without one it sorts as text." },
      ],
    },
  },
  {
    // The parameters of a custom function are written as Microsoft's generator reads them: any[][].
    files: ["src/functions/*.ts"],
    rules: { "@typescript-eslint/no-explicit-any": "off", "@typescript-eslint/no-unsafe-argument": "off" },
  },
);
