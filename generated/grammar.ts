// Generated automatically by nearley, version 2.20.1
// http://github.com/Hardmath123/nearley
// Bypasses TS6133. Allow declared but unused functions.
// @ts-ignore
function id(d: any[]): any { return d[0]; }
declare var end: any;
declare var comparison: any;
declare var additive: any;
declare var multiplicative: any;
declare var exponential: any;
declare var name: any;
declare var number: any;

import * as build from "../src/parse/build.ts";
import { tokenTypes as lexer } from "../src/parse/token.ts";

interface NearleyToken {
  value: any;
  [key: string]: any;
};

interface NearleyLexer {
  reset: (chunk: string, info: any) => void;
  next: () => NearleyToken | undefined;
  save: () => any;
  formatError: (token: never) => string;
  has: (tokenType: string) => boolean;
};

interface NearleyRule {
  name: string;
  symbols: NearleySymbol[];
  postprocess?: (d: any[], loc?: number, reject?: {}) => any;
};

type NearleySymbol = string | { literal: any } | { test: (token: any) => boolean };

interface Grammar {
  Lexer: NearleyLexer | undefined;
  ParserRules: NearleyRule[];
  ParserStart: string;
};

const grammar: Grammar = {
  Lexer: lexer,
  ParserRules: [
    {"name": "statement", "symbols": [{"literal":"dim"}, "sizes", (lexer.has("end") ? {type: "end"} : end)], "postprocess": ([word, declared]) => build.dimStatement(word, declared)},
    {"name": "statement", "symbols": [{"literal":"param"}, "tensors", (lexer.has("end") ? {type: "end"} : end)], "postprocess": ([word, declared]) => build.tensorStatement("param", word, declared)},
    {"name": "statement", "symbols": [{"literal":"data"}, "tensors", (lexer.has("end") ? {type: "end"} : end)], "postprocess": ([word, declared]) => build.tensorStatement("data", word, declared)},
    {"name": "statement", "symbols": [{"literal":"const"}, "identifier", {"literal":"="}, "expression", (lexer.has("end") ? {type: "end"} : end)], "postprocess": ([word, name, , value]) => build.constStatement(word, name, value)},
    {"name": "statement", "symbols": ["identifier", {"literal":"="}, "expression", (lexer.has("end") ? {type: "end"} : end)], "postprocess": ([name, , value]) => build.definition(name, undefined, value)},
    {"name": "statement", "symbols": ["identifier", {"literal":"["}, "identifiers", {"literal":"]"}, {"literal":"="}, "expression", (lexer.has("end") ? {type: "end"} : end)], "postprocess": ([name, , indices, , , value]) => build.definition(name, indices, value)},
    {"name": "statement", "symbols": ["identifier", {"literal":"("}, "identifiers", {"literal":")"}, {"literal":"="}, "expression", (lexer.has("end") ? {type: "end"} : end)], "postprocess": ([name, , parameters, , , value]) => build.functionStatement(name, parameters, value)},
    {"name": "statement", "symbols": [{"literal":"emit"}, "requests", (lexer.has("end") ? {type: "end"} : end)], "postprocess": ([word, requests]) => build.emitStatement(word, requests)},
    {"name": "sizes", "symbols": ["size"], "postprocess": ([size]) => build.first(size)},
    {"name": "sizes", "symbols": ["sizes", {"literal":","}, "size"], "postprocess": ([sizes, , size]) => build.next(sizes, size)},
    {"name": "size", "symbols": ["identifier"], "postprocess": ([name]) => build.size(name, undefined)},
    {"name": "size", "symbols": ["identifier", {"literal":"="}, "number"], "postprocess": ([name, , size]) => build.size(name, size)},
    {"name": "tensors", "symbols": ["tensor"], "postprocess": ([tensor]) => build.first(tensor)},
    {"name": "tensors", "symbols": ["tensors", {"literal":","}, "tensor"], "postprocess": ([tensors, , tensor]) => build.next(tensors, tensor)},
    {"name": "tensor", "symbols": ["identifier"], "postprocess": ([name]) => build.tensor(name, undefined, undefined)},
    {"name": "tensor", "symbols": ["identifier", {"literal":"["}, "extents", {"literal":"]"}], "postprocess": ([name, , extents, close]) => build.tensor(name, extents, close)},
    {"name": "extents", "symbols": ["extent"], "postprocess": ([extent]) => build.first(extent)},
    {"name": "extents", "symbols": ["extents", {"literal":","}, "extent"], "postprocess": ([extents, , extent]) => build.next(extents, extent)},
    {"name": "extent", "symbols": ["name"], "postprocess": id},
    {"name": "extent", "symbols": ["number"], "postprocess": id},
    {"name": "requests", "symbols": ["request"], "postprocess": ([request]) => build.first(request)},
    {"name": "requests", "symbols": ["requests", {"literal":","}, "request"], "postprocess": ([requests, , request]) => build.next(requests, request)},
    {"name": "request", "symbols": ["identifier", {"literal":"("}, "identifier", {"literal":")"}], "postprocess": ([what, , of, close]) => build.request(what, of, undefined, close)},
    {"name": "request", "symbols": ["identifier", {"literal":"("}, "identifier", {"literal":";"}, "identifiers", {"literal":")"}], "postprocess": ([what, , of, , names, close]) => build.request(what, of, names, close)},
    {"name": "expression", "symbols": ["disjunction"], "postprocess": id},
    {"name": "expression", "symbols": [{"literal":"if"}, "expression", {"literal":"then"}, "expression", {"literal":"else"}, "expression"], "postprocess": ([word, c, , a, , b]) => build.conditional(word, c, a, b)},
    {"name": "disjunction", "symbols": ["conjunction"], "postprocess": id},
    {"name": "disjunction", "symbols": ["disjunction", {"literal":"or"}, "conjunction"], "postprocess": ([left, operator, right]) => build.binary(left, operator, right)},
    {"name": "conjunction", "symbols": ["negation"], "postprocess": id},
    {"name": "conjunction", "symbols": ["conjunction", {"literal":"and"}, "negation"], "postprocess": ([left, operator, right]) => build.binary(left, operator, right)},
    {"name": "negation", "symbols": ["comparison"], "postprocess": id},
    {"name": "negation", "symbols": [{"literal":"not"}, "negation"], "postprocess": ([operator, operand]) => build.unary("not", operator, operand)},
    {"name": "comparison", "symbols": ["sum"], "postprocess": id},
    {"name": "comparison", "symbols": ["sum", (lexer.has("comparison") ? {type: "comparison"} : comparison), "sum"], "postprocess": ([left, operator, right]) => build.binary(left, operator, right)},
    {"name": "sum", "symbols": ["product"], "postprocess": id},
    {"name": "sum", "symbols": ["sum", (lexer.has("additive") ? {type: "additive"} : additive), "product"], "postprocess": ([left, operator, right]) => build.binary(left, operator, right)},
    {"name": "product", "symbols": ["signed"], "postprocess": id},
    {"name": "product", "symbols": ["product", (lexer.has("multiplicative") ? {type: "multiplicative"} : multiplicative), "signed"], "postprocess": ([left, operator, right]) => build.binary(left, operator, right)},
    {"name": "signed", "symbols": ["power"], "postprocess": id},
    {"name": "signed", "symbols": [{"literal":"-"}, "signed"], "postprocess": ([operator, operand]) => build.unary("-", operator, operand)},
    {"name": "power", "symbols": ["postfix"], "postprocess": id},
    {"name": "power", "symbols": ["postfix", (lexer.has("exponential") ? {type: "exponential"} : exponential), "exponent"], "postprocess": ([left, operator, right]) => build.binary(left, operator, right)},
    {"name": "exponent", "symbols": ["power"], "postprocess": id},
    {"name": "exponent", "symbols": [{"literal":"-"}, "exponent"], "postprocess": ([operator, operand]) => build.unary("-", operator, operand)},
    {"name": "postfix", "symbols": ["primary"], "postprocess": id},
    {"name": "postfix", "symbols": ["postfix", {"literal":"'"}], "postprocess": ([operand, mark]) => build.transpose(operand, mark)},
    {"name": "postfix", "symbols": ["postfix", {"literal":"["}, "expressions", {"literal":"]"}], "postprocess": ([operand, , indices, close]) => build.index(operand, indices, close)},
    {"name": "primary", "symbols": ["number"], "postprocess": id},
    {"name": "primary", "symbols": ["name"], "postprocess": id},
    {"name": "primary", "symbols": [{"literal":"("}, "expression", {"literal":")"}], "postprocess": ([open, inner, close]) => build.bracketed(open, inner, close)},
    {"name": "primary", "symbols": ["identifier", {"literal":"("}, "expressions", {"literal":")"}], "postprocess": ([callee, , given, close]) => build.call(callee, given, close)},
    {"name": "primary", "symbols": ["identifier", {"literal":"("}, "bindings", {"literal":","}, "expression", {"literal":")"}], "postprocess": ([callee, , bindings, , body, close]) => build.binder(callee, bindings, undefined, body, close)},
    {"name": "primary", "symbols": ["identifier", {"literal":"("}, "bindings", {"literal":"where"}, "expression", {"literal":","}, "expression", {"literal":")"}], "postprocess": ([callee, , bindings, , where, , body, close]) => build.binder(callee, bindings, where, body, close)},
    {"name": "expressions", "symbols": ["expression"], "postprocess": ([expression]) => build.first(expression)},
    {"name": "expressions", "symbols": ["expressions", {"literal":","}, "expression"], "postprocess": ([expressions, , expression]) => build.next(expressions, expression)},
    {"name": "bindings", "symbols": ["binding"], "postprocess": ([binding]) => build.first(binding)},
    {"name": "bindings", "symbols": ["bindings", {"literal":","}, "binding"], "postprocess": ([bindings, , binding]) => build.next(bindings, binding)},
    {"name": "binding", "symbols": ["identifier", {"literal":"in"}, "extent"], "postprocess": ([index, , over]) => build.binding(index, over)},
    {"name": "identifiers", "symbols": ["identifier"], "postprocess": ([name]) => build.first(name)},
    {"name": "identifiers", "symbols": ["identifiers", {"literal":","}, "identifier"], "postprocess": ([names, , name]) => build.next(names, name)},
    {"name": "identifier", "symbols": [(lexer.has("name") ? {type: "name"} : name)], "postprocess": ([token]) => build.identifier(token)},
    {"name": "name", "symbols": [(lexer.has("name") ? {type: "name"} : name)], "postprocess": ([token]) => build.nameExpression(token)},
    {"name": "number", "symbols": [(lexer.has("number") ? {type: "number"} : number)], "postprocess": ([token]) => build.number(token)}
  ],
  ParserStart: "statement",
};

export default grammar;
