#!/usr/bin/env node
import { compile, inspect, inspectRefusal } from "../index.ts";
import { decode } from "../parse/decode.ts";
import { start } from "./start.ts";

await start({ compile, inspect, inspectRefusal, decode });
