import ts from 'typescript';
import { codeIn } from './vue-scripts.ts';

/** Names by which code would reach the clock, the process or an unrepeatable random number. */
const worldly = new Set([
  ...['Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'],
  ...['process', 'console', 'crypto'],
]);

/** What a source uses of the world around it, as `path:line name`. Names of types and of properties do not count. */
export function impurities(path: string, text: string): string[] {
  return namesIn(path, text, (node) => {
    if (node.text === 'globalThis') return !isPureGlobal(node);
    const { parent } = node;
    const isProperty =
      (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
      (ts.isPropertyAssignment(parent) && parent.name === node) ||
      (ts.isBindingElement(parent) && parent.propertyName === node) ||
      ts.isPropertySignature(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isTypeReferenceNode(parent);
    return ts.isIdentifier(node) && worldly.has(node.text) && !isProperty;
  });
}

/** `globalThis.WebAssembly`, `const { WebAssembly } = globalThis`: only members that are named and reach no further. */
function isPureGlobal(node: ts.Node): boolean {
  let inner = node;
  while (ts.isAsExpression(inner.parent) || ts.isParenthesizedExpression(inner.parent)) inner = inner.parent;
  const { parent } = inner;
  if (ts.isPropertyAccessExpression(parent)) return !worldly.has(parent.name.text);
  if (!ts.isVariableDeclaration(parent) || !ts.isObjectBindingPattern(parent.name)) return false;
  return parent.name.elements.every(
    ({ dotDotDotToken, propertyName, name }) =>
      dotDotDotToken === undefined && !worldly.has((propertyName ?? name).getText()),
  );
}

/** Where a source uses `Math.random`, also under another name. */
export function unrepeatableRandomness(path: string, text: string): string[] {
  const ofMath = (node: ts.Node | undefined): boolean => node !== undefined && node.getText() === 'Math';
  return namesIn(path, text, (node) => {
    const { parent } = node;
    if (node.text !== 'random') return false;
    if (ts.isPropertyAccessExpression(parent)) return ofMath(parent.expression);
    if (ts.isElementAccessExpression(parent)) return ofMath(parent.expression);
    return ts.isBindingElement(parent) && ts.isVariableDeclaration(parent.parent.parent)
      ? ofMath(parent.parent.parent.initializer)
      : false;
  });
}

type Name = ts.Identifier | ts.StringLiteralLike;

function namesIn(path: string, text: string, matches: (node: Name) => boolean): string[] {
  const source = ts.createSourceFile(path, codeIn(path, text), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && matches(node)) {
      found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
