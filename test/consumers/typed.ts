// Each plugin fits the types of its bundler, and a model has those that the plugin wrote for it.
import type { RspackPluginInstance } from "@rspack/core";
import type { Plugin as EsbuildPlugin } from "esbuild";
import { compile, type CompileResult } from "nablac";
import esbuild from "nablac/esbuild";
import rolldown from "nablac/rolldown";
import rollup from "nablac/rollup";
import rspack from "nablac/rspack";
import vite from "nablac/vite";
import webpack from "nablac/webpack";
import type { Plugin as RolldownPlugin } from "rolldown";
import type { Plugin as RollupPlugin } from "rollup";
import type { PluginOption } from "vite";
import type { WebpackPluginInstance } from "webpack";
import { lossAndGradient, paramViews, workLength } from "./line.nabla";

export const plugins: [
  EsbuildPlugin,
  RolldownPlugin,
  RollupPlugin,
  RspackPluginInstance,
  PluginOption,
  WebpackPluginInstance,
] = [esbuild(), rolldown(), rollup({ types: true }), rspack(), vite({ dtype: "f32" }), webpack()];

const result: CompileResult = await compile("param w\nloss = w^2\n", { filename: "parabola.nabla" });
export const code: string | undefined = result.code;

const sizes = { m: 2, n: 2 };
const params = paramViews(sizes, new Float64Array(3));
const grad = paramViews(sizes, new Float64Array(3));
const data = { x: Float64Array.of(1, 2, 3, 4), y: Float64Array.of(1, 2) };
export const loss: number = lossAndGradient(sizes, params, data, grad, new Float64Array(workLength(sizes)));
