import type { PlacedPanel } from '../layout/figure-layout.ts';
import { wrapped } from '../layout/fit-text.ts';
import { lineHeight, type PanelPlan } from '../layout/panel-plan.ts';
import type { Rectangle } from '../scene.ts';
import { textWidth } from '../text-outline.ts';
import { pgfLegendHeight } from './pgf-legend.ts';
import { texWider, texWidth } from './tex-text.ts';

/** A panel where the document's font leaves room for it. */
export interface PgfPanel extends PlacedPanel {
  /** Of the highest legend in its row, in points */
  readonly legendHeight: number;
}

/** A frame keeps so much of its width whatever stands beside it. */
const leastShare = 0.6;

/** Lines of the title beside the frame. */
export function pgfTitleY({ panel, room, titleY }: PanelPlan): readonly string[] {
  return titleY.length === 0 ? [] : wrapped(panel.y.title, room.frameHeight / texWider, room.fontSize, 3);
}

/**
 * Panels moved down where the document's font makes the legends above them higher than ours, and frames made narrower where it
 * makes wider what stands beside them.
 *
 * @param size of the font in points
 */
export function withPgfRoom(panels: readonly PlacedPanel[], size: number): readonly PgfPanel[] {
  const rows = [...Map.groupBy(panels, ({ top }) => top)].toSorted(([first], [second]) => first - second);
  let down = 0;
  return rows.flatMap(([, row]) => {
    const needed = row.map(({ plan }) => pgfLegendHeight(plan.panel.legend ?? [], plan.room.legendWidth, size));
    const legendHeight = Math.max(...needed);
    const ours = Math.max(...row.map(({ plan }) => plan.legend.height));
    down += Math.max(0, legendHeight - ours);
    const moved = down;
    return row.map((panel) => {
      const frame = narrower(panel, panels);
      return { ...panel, legendHeight, frame: { ...frame, y: frame.y + moved } };
    });
  });
}

/** By as much in all panels of a column, so that their frames stay in line. */
function narrower({ left, frame }: PlacedPanel, panels: readonly PlacedPanel[]): Rectangle {
  const column = panels.filter((panel) => panel.left === left).map(({ plan }) => plan);
  const before = Math.max(...column.map(widerBefore));
  const after = Math.max(...column.map(({ rowNotes, room }) => widerBy(rowNotes, room.fontSize)));
  const share = Math.min(1, ((1 - leastShare) * frame.width) / (before + after || 1));
  return { ...frame, x: frame.x + share * before, width: frame.width - share * (before + after) };
}

function widerBefore(plan: PanelPlan): number {
  const { rowLabels, yTicks, titleY, room } = plan;
  const labels = [...rowLabels.flatMap(({ lines }) => lines), ...yTicks.labelled.map(({ label }) => label)];
  const lines = Math.max(0, pgfTitleY(plan).length - titleY.length);
  return widerBy(labels, room.fontSize) + lines * lineHeight * room.fontSize;
}

const widerBy = (texts: readonly string[], size: number): number =>
  Math.max(0, ...texts.map((text) => texWidth(text, size) - textWidth(text, size)));
