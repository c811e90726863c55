import { describe, expect, test } from 'vitest';
import { architectures, buildArchitecture } from '../../../../../main/lab/network/architectures/registry.ts';
import {
  blockOf,
  blocksOf,
  layOutGraph,
  type GraphLayout,
  type GraphNode,
} from '../../../../../renderer/views/new-study/network/graph-layout.ts';

const node = (name: string, ...inputs: readonly string[]): GraphNode => ({
  name,
  op: 'activation',
  inputs: [...inputs],
  outputShape: [1],
  parameters: [],
  isMatmul: false,
  weights: 0,
  multiplyAccumulates: 0,
});

const residual = [
  node('stem', 'input'),
  node('layer1.0.conv1', 'stem'),
  node('layer1.0.conv2', 'layer1.0.conv1'),
  node('layer1.0.add', 'layer1.0.conv2', 'stem'),
  node('head', 'layer1.0.add'),
];

const drawn = ({ rows, edges }: GraphLayout): readonly string[] =>
  edges.map(({ from, to, lane }) => `${rows[from]!.id} ${rows[to]!.id} ${lane}`);

test('a folded block is one row, and what goes on inside it is not drawn', () => {
  const layout = layOutGraph(residual, new Set());
  expect(layout.rows.map(({ id, kind }) => [id, kind])).toEqual([
    ['input', 'input'],
    ['stem', 'node'],
    ['layer1.0/', 'block'],
    ['head', 'node'],
  ]);
  expect(drawn(layout)).toEqual(['input stem 0', 'stem layer1.0/ 0', 'layer1.0/ head 0']);
  expect(layout.lanes).toBe(0);
});

test('an open block shows its nodes under a header that lines pass, and its shortcut as an arc', () => {
  const layout = layOutGraph(residual, new Set(['layer1.0']));
  expect(layout.rows.map(({ label, level }) => [label, level])).toEqual([
    ['images', 1],
    ['stem', 1],
    ['layer1.0', 1],
    ['conv1', 2],
    ['conv2', 2],
    ['add', 2],
    ['head', 1],
  ]);
  expect(drawn(layout)).toEqual([
    'input stem 0',
    'stem layer1.0.conv1 0',
    'stem layer1.0.add 1',
    'layer1.0.conv1 layer1.0.conv2 0',
    'layer1.0.conv2 layer1.0.add 0',
    'layer1.0.add head 0',
  ]);
});

test('arcs that overlap stand side by side, the shorter nearer; those that only touch share a lane', () => {
  const nodes = [
    node('a', 'input'),
    node('b', 'a'),
    node('c', 'b', 'a'),
    node('d', 'c', 'a'),
    node('e', 'd'),
    node('f', 'e', 'd'),
  ];
  const layout = layOutGraph(nodes, new Set());
  expect(drawn(layout).filter((line) => !line.endsWith(' 0'))).toEqual(['a c 1', 'a d 2', 'd f 1']);
  expect(layout.lanes).toBe(2);
});

test('a block is what the name says up to its number', () => {
  expect(blockOf('layer1.0.downsample.0')).toBe('layer1.0');
  expect(blockOf('block2.layer.1.conv1')).toBe('block2.layer.1');
  expect(blockOf('features.4.block.2.fc1')).toBe('features.4');
  expect(blockOf('classifier.0')).toBeUndefined();
  expect(blockOf('conv1')).toBeUndefined();
});

describe.each(Object.keys(architectures))('%s', (name) => {
  const network = buildArchitecture(name);
  const nodes = network.nodes.map((each) => node(each.name, ...each.inputs));
  const blocks = blocksOf(nodes);

  test('every block is of one piece, and every row has a name of its own', () => {
    expect(new Set(blocks).size).toBe(blocks.length);
    const ids = layOutGraph(nodes, new Set(blocks)).rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('folded or not, every node is in a row and lines lead from the images to the end', () => {
    for (const open of [new Set<string>(), new Set(blocks)]) {
      const { rows, edges } = layOutGraph(nodes, open);
      const shown = new Set(rows.flatMap((row) => row.nodes.map((each) => each.name)));
      expect(shown.size).toBe(nodes.length);
      expect(edges.every(({ from, to }) => from < to)).toBe(true);
      const reached = new Set([0]);
      for (const { from, to } of edges) if (reached.has(from)) reached.add(to);
      expect(rows.every((row, index) => reached.has(index) || row.isOpen === true)).toBe(true);
      for (const edge of edges) {
        const beside = edges.filter(
          (other) =>
            other !== edge && other.lane === edge.lane && edge.lane > 0 && other.to > edge.from && other.from < edge.to,
        );
        expect(beside).toEqual([]);
      }
    }
  });
});
