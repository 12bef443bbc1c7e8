// Bundles main.js with every bundler, and runs what comes out.
import { execFileSync } from "node:child_process";
import { rspack } from "@rspack/core";
import * as esbuild from "esbuild";
import { rolldown } from "rolldown";
import { rollup } from "rollup";
import * as vite from "vite";
import webpack from "webpack";

const answer = "[2.5,[-7,-10],[-3]]";
const plugin = async (name, options) => (await import(`nablac/${name}`)).default(options);

const rolled =
  (name, bundler) =>
  async (file, input = "main.js") => {
    const build = await bundler({ input, plugins: [await plugin(name, { types: true })] });
    await build.write({ file, sourcemap: true });
    await build.close();
  };

const compiled =
  (name, bundler) =>
  async (file, input = "main.js") => {
    const options = {
      mode: "production",
      entry: `./${input}`,
      output: { path: process.cwd(), filename: file, module: true, chunkFormat: "module" },
      experiments: name === "webpack" ? { outputModule: true } : {},
      target: "node20",
      devtool: "source-map",
      plugins: [await plugin(name)],
    };
    const stats = await new Promise((resolve, reject) => {
      bundler(options, (error, found) => (error ? reject(error) : resolve(found)));
    });
    if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
    if (stats.hasWarnings()) throw new Error(stats.toString({ all: false, warnings: true }));
  };

const bundlers = {
  rollup: rolled("rollup", rollup),
  rolldown: rolled("rolldown", rolldown),
  webpack: compiled("webpack", webpack),
  rspack: compiled("rspack", rspack),
  esbuild: async (outfile, input = "main.js") =>
    esbuild.build({
      ...{ entryPoints: [input], outfile, bundle: true, format: "esm", sourcemap: true, logLevel: "silent" },
      plugins: [await plugin("esbuild")],
    }),
  vite: async (file, input = "main.js") =>
    vite.build({
      ...{ configFile: false, logLevel: "silent", plugins: [await plugin("vite")] },
      build: {
        ...{ outDir: ".", emptyOutDir: false, copyPublicDir: false, sourcemap: true },
        lib: { entry: input, formats: ["es"], fileName: () => file },
      },
    }),
};

for (const [name, bundle] of Object.entries(bundlers)) {
  const file = `${name}.out.mjs`;
  await bundle(file);
  const said = execFileSync(process.execPath, [file], { encoding: "utf8" }).trim();
  if (said !== answer) throw new Error(`${name}: ${said}`);
  const told = await bundle(`${name}.bad.mjs`, "bad.js").then(
    () => "it was bundled",
    (error) => `${error.message}\n${error.stack}`,
  );
  // Each says the place in its own way, from 0 or from 1.
  if (!/error\[E0301\]/.test(told) || !/bad\.nabla(:5:1[56]| \(5:15\))/.test(told)) throw new Error(`${name}: ${told}`);
  console.log(`${name}: ${said}, and an error at its place`);
}
