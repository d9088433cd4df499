const { cpSync, mkdirSync } = require("node:fs");
const { join } = require("node:path");
const { IgnorePlugin } = require("webpack");

const room = join(__dirname, "src/workbench");

/** The page itself and the samples are copied as they are. */
class CopiedFiles {
  apply(compiler) {
    compiler.hooks.afterEmit.tap("CopiedFiles", ({ outputOptions }) => {
      mkdirSync(join(outputOptions.path, "samples"), { recursive: true });
      cpSync(join(room, "index.html"), join(outputOptions.path, "index.html"));
      const samples = join(__dirname, "samples");
      cpSync(samples, join(outputOptions.path, "samples"), { recursive: true, filter: (from) => from === samples || from.endsWith(".xlsx") });
    });
  }
}

/** @returns {import("webpack").Configuration} */
module.exports = (_env, { mode = "production" } = {}) => ({
  mode,
  context: __dirname,
  entry: { workbench: join(room, "main.tsx") },
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
    // How words are hyphenated in 60 languages: the workbench speaks English.
    new IgnorePlugin({ resourceRegExp: /^\.\/(?!en-)[\w-]+\.js$/, contextRegExp: /engine-render\/lib\/es$/ }),
  ],
  // A development build is one that is built quickly; what is in it is what production has.
  optimization: { nodeEnv: "production", concatenateModules: true, usedExports: true, providedExports: true },
  performance: { hints: false },
  stats: "errors-warnings",
});
