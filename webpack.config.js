const { cpSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { IgnorePlugin } = require("webpack");
const { ThirdPartyNotices } = require("./scripts/notices/notices");

const room = join(__dirname, "src/workbench");
const listed = (folder, ending) => Object.fromEntries(readdirSync(join(__dirname, folder)).filter((name) => name.endsWith(ending)).map((name) => [`${folder}/${name}`, `${folder}/${name}`]));

/** What is copied as it is, by its place in the build: the two pages, what Excel reads of the functions, icons, samples, templates, and the licence of the letters beside them. */
const COPIED = {
  "index.html": "src/workbench/index.html",
  "taskpane.html": "src/taskpane/index.html",
  "functions.json": "src/functions/generated/functions.json",
  ...listed("assets", ".png"),
  ...listed("samples", ".xlsx"),
  ...listed("templates", ".xlsx"),
  "fonts/OFL.txt": "node_modules/@fontsource/carlito/LICENSE",
};

class CopiedFiles {
  files = COPIED;

  apply(compiler) {
    compiler.hooks.afterEmit.tap("CopiedFiles", ({ outputOptions }) => {
      for (const [to, from] of Object.entries(this.files)) cpSync(join(__dirname, from), join(outputOptions.path, to));
    });
  }
}

/** The add-in's manifest for the address from which the build will be served. Without one there is none, so that nobody is handed a manifest that points at the developer's machine. */
class ReleaseManifest {
  apply(compiler) {
    const given = process.env.DEALSHEET_URL;
    if (given === undefined) return;
    if (!URL.canParse(given) || new URL(given).protocol !== "https:") throw new Error(`DEALSHEET_URL is ${given}. Excel loads add-ins over https alone: give the address from which the build will be served, such as https://dealsheet.example.com/.`);
    const base = new URL(given.endsWith("/") ? given : `${given}/`).href;
    compiler.hooks.afterEmit.tap("ReleaseManifest", ({ outputOptions }) => {
      const manifest = readFileSync(join(__dirname, "manifest.xml"), "utf8");
      writeFileSync(join(outputOptions.path, "manifest.xml"), manifest.replaceAll("https://localhost:3000/", base).replace(", while it is developed. The build writes the same for its own address (DEALSHEET_URL)", ""));
    });
  }
}

/** @returns {import("webpack").Configuration} */
module.exports = (_env, { mode = "production" } = {}) => ({
  mode,
  context: __dirname,
  // The add-in has one entry for functions, ribbon and pane: two would hold two copies of the engine.
  entry: { workbench: join(room, "main.tsx"), taskpane: join(__dirname, "src/taskpane/main.tsx") },
  // The second build takes a second.
  cache: { type: "filesystem", buildDependencies: { config: [__filename] } },
  // Never eval: the page's security policy forbids it.
  devtool: false,
  output: {
    path: join(__dirname, mode === "production" ? "dist" : "dist-dev"),
    filename: "[name].js",
    chunkFilename: "[name].js",
    cssFilename: "[name].css",
    cssChunkFilename: "[name].css",
    clean: true,
    assetModuleFilename: "fonts/[name][ext]",
    publicPath: "",
  },
  resolve: { extensions: [".tsx", ".ts", ".js"] },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        loader: "ts-loader",
        // Types are checked by tsc -b; here they are only taken away.
        options: { transpileOnly: true, onlyCompileBundledFiles: true, configFile: join(room, "tsconfig.json"), compilerOptions: { rootDir: __dirname, emitDeclarationOnly: false, composite: false, declaration: false, declarationMap: false, sourceMap: false } },
      },
    ],
  },
  // Style sheets as files of their own, by webpack itself.
  experiments: { css: true },
  plugins: [
    new CopiedFiles(),
    new ThirdPartyNotices(),
    ...(mode === "production" ? [new ReleaseManifest()] : []),
    // How words are hyphenated in 60 languages: the workbench speaks English.
    new IgnorePlugin({ resourceRegExp: /^\.\/(?!en-)[\w-]+\.js$/, contextRegExp: /engine-render\/lib\/es$/ }),
  ],
  // A development build is one that is built quickly; what is in it is what production has.
  optimization: { nodeEnv: "production", concatenateModules: true, usedExports: true, providedExports: true },
  performance: { hints: false },
  stats: "errors-warnings",
});
