#!/usr/bin/env node
import { compile, inspect } from "../index.ts";
import { decode } from "../parse/decode.ts";
import { start } from "./start.ts";

await start({ compile, inspect, decode });
