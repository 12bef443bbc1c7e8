import { ts } from "ts-morph";

const kind = ts.SyntaxKind;

/** Every kind of node that an emitted file is made of. What is not here does not belong in one. */
const expected: ReadonlySet<ts.SyntaxKind> = new Set([
  kind.SourceFile,
  kind.EndOfFileToken,
  // declarations and types
  kind.FunctionDeclaration,
  kind.EqualsGreaterThanToken,
  kind.InterfaceDeclaration,
  kind.PropertySignature,
  kind.Parameter,
  kind.VariableStatement,
  kind.VariableDeclarationList,
  kind.VariableDeclaration,
  kind.ObjectBindingPattern,
  kind.BindingElement,
  kind.ExportKeyword,
  kind.ReadonlyKeyword,
  kind.NumberKeyword,
  kind.StringKeyword,
  kind.VoidKeyword,
  kind.ArrayType,
  kind.TypeReference,
  kind.LiteralType,
  kind.UnionType,
  kind.MappedType,
  kind.TypeLiteral,
  kind.TypeOperator,
  kind.TypeParameter,
  // statements
  kind.Block,
  kind.ExpressionStatement,
  kind.IfStatement,
  kind.ForStatement,
  kind.ReturnStatement,
  kind.ThrowStatement,
  kind.ContinueStatement,
  // expressions
  kind.Identifier,
  kind.NumericLiteral,
  kind.StringLiteral,
  kind.TemplateExpression,
  kind.TemplateHead,
  kind.TemplateMiddle,
  kind.TemplateTail,
  kind.TemplateSpan,
  kind.ArrayLiteralExpression,
  kind.ObjectLiteralExpression,
  kind.PropertyAssignment,
  kind.PropertyAccessExpression,
  kind.ElementAccessExpression,
  kind.NonNullExpression,
  kind.CallExpression,
  kind.NewExpression,
  kind.ParenthesizedExpression,
  kind.BinaryExpression,
  kind.PrefixUnaryExpression,
  kind.PostfixUnaryExpression,
  kind.TypeOfExpression,
  kind.ConditionalExpression,
  kind.QuestionToken,
  kind.ColonToken,
  // operators
  kind.EqualsToken,
  kind.PlusToken,
  kind.MinusToken,
  kind.AsteriskToken,
  kind.SlashToken,
  kind.PercentToken,
  kind.PlusEqualsToken,
  kind.MinusEqualsToken,
  kind.AsteriskEqualsToken,
  kind.LessThanToken,
  kind.LessThanEqualsToken,
  kind.GreaterThanToken,
  kind.GreaterThanEqualsToken,
  kind.EqualsEqualsEqualsToken,
  kind.ExclamationEqualsEqualsToken,
  kind.AmpersandAmpersandToken,
  kind.BarBarToken,
]);

/** What a module may use without declaring it. */
const globals = new Set(
  "Math Number Float64Array Float32Array RangeError TypeError Pick NaN Infinity readonly".split(" "),
);
const members = new Set(
  `abs acos asin atan atan2 cbrt ceil cos cosh exp expm1 floor fround hypot isSafeInteger length log log1p max min pow
  sign sin sinh sqrt subarray tan tanh trunc LN2 PI SQRT2 buffer byteLength byteOffset EPSILON imul`.split(/\s+/),
);

/** What is in a text that no emitted file should hold: nothing, for every one that is emitted. */
export function strangeIn(text: string): string[] {
  const file = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  const strange = parseDiagnostics.map(({ messageText }) => `it does not parse: ${JSON.stringify(messageText)}`);
  const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u.exec(text.replaceAll("\n", ""));
  if (control) strange.push(`U+${control[0].codePointAt(0)!.toString(16)} at ${control.index}`);
  const declared = namesIn(file);
  visit(file, (node) => {
    if (!expected.has(node.kind) && !isNext(node)) strange.push(`${kind[node.kind]}: ${node.getText().slice(0, 80)}`);
    if (ts.isIdentifier(node)) strange.push(...unknownName(node, declared));
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) strange.push(...unknownCallee(node));
  });
  return strange;
}

/** The one function within functions: what lays parameters out one after the other. */
function isNext(node: ts.Node): boolean {
  if (!ts.isArrowFunction(node) || ts.isBlock(node.body) || !ts.isVariableDeclaration(node.parent)) return false;
  const around = ts.findAncestor(node, ts.isFunctionDeclaration)?.name?.text ?? "";
  return node.parent.name.getText() === "next" && ["paramLayout", "paramViews"].includes(around);
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  const left: ts.Node[] = [node];
  for (let next = left.pop(); next; next = left.pop()) {
    see(next);
    ts.forEachChild(next, (child) => void left.push(child));
  }
}

function namesIn(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  visit(file, (node) => {
    const { name } = node as { name?: ts.Node };
    if (name && ts.isIdentifier(name) && !ts.isPropertyAccessExpression(node)) names.add(name.text);
  });
  return names;
}

function unknownName(node: ts.Identifier, declared: ReadonlySet<string>): string[] {
  const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  const isKnown = declared.has(node.text) || (isMember ? members.has(node.text) : globals.has(node.text));
  return isKnown ? [] : [`it uses ${node.text}, which it does not declare`];
}

/** Functions of the module, of Math, and the two methods that are used; errors. */
function unknownCallee({ expression, kind: made }: ts.CallExpression | ts.NewExpression): string[] {
  if (made === kind.NewExpression) return /^(RangeError|TypeError)$/.test(expression.getText()) ? [] : ["new"];
  const called = expression.getText();
  return /^([\p{ID_Start}_$][\p{ID_Continue}$]*|Math\.\w+|Number\.isSafeInteger|\w+\.subarray)$/u.test(called)
    ? []
    : [`it calls ${called.slice(0, 80)}`];
}
