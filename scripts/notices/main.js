// Writes the notices of the packages that the packed command line needs beside it.
const { mkdirSync, writeFileSync } = require("node:fs");
const { join, resolve } = require("node:path");
const { NOTICES, noticesText, runtimePackages } = require("./notices");

const root = resolve(__dirname, "../..");
mkdirSync(join(root, "lib"), { recursive: true });
writeFileSync(join(root, "lib", NOTICES), noticesText(runtimePackages(root)));
