# The grammar of one statement of the nabla language. src/parse/statements.ts cuts a file into statements, so
# line ends do not occur here; `%end` closes each statement, so that it is built once and not at every place where
# it could have ended. Every list and chain is left-recursive: nearley is cubic on right recursion. The
# three rules that recurse on the right (not, -, ^) and `if` are bounded by the nesting limit in
# src/parse/nesting.ts. README.md beside this file has the precedence and a specimen of each construct.

@preprocessor typescript

@{%
import * as build from "../src/parse/build.ts";
import { tokenTypes as lexer } from "../src/parse/token.ts";
%}

@lexer lexer

# ── Statements ──

statement
  -> "dim" sizes %end                               {% ([word, declared]) => build.dimStatement(word, declared) %}
   | "param" tensors %end                           {% ([word, declared]) => build.tensorStatement("param", word, declared) %}
   | "data" tensors %end                            {% ([word, declared]) => build.tensorStatement("data", word, declared) %}
   | "const" identifier "=" expression %end         {% ([word, name, , value]) => build.constStatement(word, name, value) %}
   | identifier "=" expression %end                 {% ([name, , value]) => build.definition(name, undefined, value) %}
   | identifier "[" identifiers "]" "=" expression %end
                                                    {% ([name, , indices, , , value]) => build.definition(name, indices, value) %}
   | identifier "(" identifiers ")" "=" expression %end
                                                    {% ([name, , parameters, , , value]) => build.functionStatement(name, parameters, value) %}
   | "emit" requests %end                           {% ([word, requests]) => build.emitStatement(word, requests) %}

sizes
  -> size                                           {% ([size]) => build.first(size) %}
   | sizes "," size                                 {% ([sizes, , size]) => build.next(sizes, size) %}

size
  -> identifier                                     {% ([name]) => build.size(name, undefined) %}
   | identifier "=" number                          {% ([name, , size]) => build.size(name, size) %}

tensors
  -> tensor                                         {% ([tensor]) => build.first(tensor) %}
   | tensors "," tensor                             {% ([tensors, , tensor]) => build.next(tensors, tensor) %}

tensor
  -> identifier                                     {% ([name]) => build.tensor(name, undefined, undefined) %}
   | identifier "[" extents "]"                     {% ([name, , extents, close]) => build.tensor(name, extents, close) %}

extents
  -> extent                                         {% ([extent]) => build.first(extent) %}
   | extents "," extent                             {% ([extents, , extent]) => build.next(extents, extent) %}

extent
  -> name                                           {% id %}
   | number                                         {% id %}

requests
  -> request                                        {% ([request]) => build.first(request) %}
   | requests "," request                           {% ([requests, , request]) => build.next(requests, request) %}

request
  -> identifier "(" identifier ")"                  {% ([what, , of, close]) => build.request(what, of, undefined, close) %}
   | identifier "(" identifier ";" identifiers ")"  {% ([what, , of, , names, close]) => build.request(what, of, names, close) %}

# ── Expressions, loosest first ──

expression
  -> disjunction                                    {% id %}
   | "if" expression "then" expression "else" expression
                                                    {% ([word, c, , a, , b]) => build.conditional(word, c, a, b) %}

disjunction
  -> conjunction                                    {% id %}
   | disjunction "or" conjunction                   {% ([left, operator, right]) => build.binary(left, operator, right) %}

conjunction
  -> negation                                       {% id %}
   | conjunction "and" negation                     {% ([left, operator, right]) => build.binary(left, operator, right) %}

negation
  -> comparison                                     {% id %}
   | "not" negation                                 {% ([operator, operand]) => build.unary("not", operator, operand) %}

comparison
  -> sum                                            {% id %}
   | sum %comparison sum                            {% ([left, operator, right]) => build.binary(left, operator, right) %}

sum
  -> product                                        {% id %}
   | sum %additive product                          {% ([left, operator, right]) => build.binary(left, operator, right) %}

product
  -> signed                                         {% id %}
   | product %multiplicative signed                 {% ([left, operator, right]) => build.binary(left, operator, right) %}

signed
  -> power                                          {% id %}
   | "-" signed                                     {% ([operator, operand]) => build.unary("-", operator, operand) %}

power
  -> postfix                                        {% id %}
   | postfix %exponential exponent                  {% ([left, operator, right]) => build.binary(left, operator, right) %}

exponent
  -> power                                          {% id %}
   | "-" exponent                                   {% ([operator, operand]) => build.unary("-", operator, operand) %}

postfix
  -> primary                                        {% id %}
   | postfix "'"                                    {% ([operand, mark]) => build.transpose(operand, mark) %}
   | postfix "[" expressions "]"                    {% ([operand, , indices, close]) => build.index(operand, indices, close) %}

primary
  -> number                                         {% id %}
   | name                                           {% id %}
   | "(" expression ")"                             {% ([open, inner, close]) => build.bracketed(open, inner, close) %}
   | identifier "(" expressions ")"                 {% ([callee, , given, close]) => build.call(callee, given, close) %}
   | identifier "(" bindings "," expression ")"     {% ([callee, , bindings, , body, close]) => build.binder(callee, bindings, undefined, body, close) %}
   | identifier "(" bindings "where" expression "," expression ")"
                                                    {% ([callee, , bindings, , where, , body, close]) => build.binder(callee, bindings, where, body, close) %}

expressions
  -> expression                                     {% ([expression]) => build.first(expression) %}
   | expressions "," expression                     {% ([expressions, , expression]) => build.next(expressions, expression) %}

bindings
  -> binding                                        {% ([binding]) => build.first(binding) %}
   | bindings "," binding                           {% ([bindings, , binding]) => build.next(bindings, binding) %}

binding -> identifier "in" extent                   {% ([index, , over]) => build.binding(index, over) %}

# ── Words ──

identifiers
  -> identifier                                     {% ([name]) => build.first(name) %}
   | identifiers "," identifier                     {% ([names, , name]) => build.next(names, name) %}

identifier -> %name                                 {% ([token]) => build.identifier(token) %}
name       -> %name                                 {% ([token]) => build.nameExpression(token) %}
number     -> %number                               {% ([token]) => build.number(token) %}
