import type { NetworkDescription } from '../../../../main/contract/workbench/inspection.ts';

export type GraphNode = NetworkDescription['nodes'][number];

/** A line of the drawing: the images, a node, or a block that is folded or unfolded. */
export interface GraphRow {
  /** `input`, a node's name, or a block's name with `/` behind */
  readonly id: string;
  readonly kind: 'input' | 'node' | 'block';
  /** As it is shown: within a block without the block's name */
  readonly label: string;
  /** 1 for what stands alone, 2 in a block */
  readonly level: 1 | 2;
  /** One for a node, all of them for a block, none for the images */
  readonly nodes: readonly GraphNode[];
  readonly isOpen?: boolean;
}

/** From a row to a later one. Lane 0 is the straight line to the next row, 1 the nearest arc beside it, and so on. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly lane: number;
}

export interface GraphLayout {
  readonly rows: readonly GraphRow[];
  readonly edges: readonly GraphEdge[];
  /** Arcs that stand side by side at most */
  readonly lanes: number;
}

/** What a node belongs to: `layer1.0` of `layer1.0.bn1`, `block2.layer.1` of `block2.layer.1.conv1`. */
export function blockOf(name: string): string | undefined {
  return /^(.*?\.\d+)\./.exec(name)?.[1];
}

interface Run {
  readonly block?: string;
  readonly nodes: readonly GraphNode[];
}

/** Neighbouring nodes of the same block; those of no block stand alone. */
function runsOf(nodes: readonly GraphNode[]): readonly Run[] {
  const runs: { block?: string; nodes: GraphNode[] }[] = [];
  for (const node of nodes) {
    const block = blockOf(node.name);
    const last = runs.at(-1);
    if (block !== undefined && last?.block === block) last.nodes.push(node);
    else runs.push({ ...(block === undefined ? {} : { block }), nodes: [node] });
  }
  return runs;
}

export function blocksOf(nodes: readonly GraphNode[]): readonly string[] {
  return runsOf(nodes).flatMap(({ block, nodes: own }) => (block === undefined || own.length < 2 ? [] : [block]));
}

/**
 * A network as rows in the order of computation with arcs beside them, as histories of branches are drawn.
 *
 * @param open blocks that show their nodes
 */
export function layOutGraph(nodes: readonly GraphNode[], open: ReadonlySet<string>): GraphLayout {
  const rows: GraphRow[] = [{ id: 'input', kind: 'input', label: 'images', level: 1, nodes: [] }];
  const rowOf = new Map<string, number>([['input', 0]]);
  for (const { block, nodes: own } of runsOf(nodes)) {
    if (block === undefined || own.length < 2) {
      for (const node of own) rowOf.set(node.name, rows.push(nodeRow(node, node.name, 1)) - 1);
      continue;
    }
    const isOpen = open.has(block);
    const place = rows.push({ id: `${block}/`, kind: 'block', label: block, level: 1, nodes: own, isOpen }) - 1;
    for (const node of own) {
      rowOf.set(node.name, isOpen ? rows.push(nodeRow(node, node.name.slice(block.length + 1), 2)) - 1 : place);
    }
  }
  const edges = lanesOf(edgesBetween(nodes, rowOf), rows);
  return { rows, edges, lanes: Math.max(0, ...edges.map(({ lane }) => lane)) };
}

function nodeRow(node: GraphNode, label: string, level: 1 | 2): GraphRow {
  return { id: node.name, kind: 'node', label, level, nodes: [node] };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Between rows that show nodes; what stays within a folded block is none. */
function edgesBetween(nodes: readonly GraphNode[], rowOf: ReadonlyMap<string, number>): readonly Span[] {
  const seen = new Map<string, Span>();
  for (const node of nodes) {
    const to = rowOf.get(node.name)!;
    for (const input of node.inputs) {
      const from = rowOf.get(input);
      if (from !== undefined && from !== to) seen.set(`${from}>${to}`, { from, to });
    }
  }
  return [...seen.values()];
}

/** The shortest arcs are the nearest. */
function lanesOf(spans: readonly Span[], rows: readonly GraphRow[]): readonly GraphEdge[] {
  // The header of an open block is no step of the computation: a line passes it straight
  const isHeader = (index: number): boolean => rows[index]!.isOpen === true;
  const isNext = ({ from, to }: Span): boolean => {
    for (let index = from + 1; index < to; index++) if (!isHeader(index)) return false;
    return true;
  };
  const arcs: GraphEdge[] = [];
  const byLength = spans.toSorted((first, second) => first.to - first.from - (second.to - second.from));
  for (const span of byLength) {
    let lane = isNext(span) ? 0 : 1;
    const overlaps = (arc: GraphEdge): boolean => arc.lane === lane && arc.to > span.from && arc.from < span.to;
    while (lane > 0 && arcs.some(overlaps)) lane++;
    arcs.push({ ...span, lane });
  }
  return arcs.toSorted((first, second) => first.from - second.from || first.to - second.to);
}
