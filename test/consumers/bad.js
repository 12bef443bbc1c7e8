import { loss } from "./bad.nabla";

console.log(loss);
