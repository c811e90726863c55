import '../../../renderer/app/prepare-zod.ts';
import '@fontsource-variable/inter/wght.css';
import '../../../renderer/app/tokens.css';
import '../../../renderer/app/base.css';
import '../../../renderer/app/controls.css';
import { getInstanceByDom } from 'echarts/core';
import { createPinia } from 'pinia';
import { createApp, h, shallowRef } from 'vue';
import type { WorkbenchClient } from '../../../main/contract/workbench/workbench.ts';
import { palettes } from '../../../renderer/charts/palettes.ts';
import { clientKey } from '../../../renderer/composables/client-key.ts';
import TracePanel from '../../../renderer/views/live/TracePanel.vue';
import type { Trace } from '../../../renderer/views/live/trace-option.ts';
import './harness.ts';

const query = new URLSearchParams(location.search);
const seriesCount = Number(query.get('series'));
const pointCount = Number(query.get('points'));
const colors = [palettes.default, palettes.deuteranomaly].flatMap(({ light }) => Object.values(light));

/** A loss that falls, with what looks like noise on it. */
function lossAt(series: number, step: number): number {
  return (
    (1 + series / 4) * Math.exp(-step / 600) + 0.1 + 0.05 * Math.sin(step * (1.7 + series)) * Math.cos(step * 0.37)
  );
}

function tracesFrom(first: number): readonly Trace[] {
  return Array.from({ length: seriesCount }, (_, series) => ({
    name: `Run ${series + 1}`,
    raw: Array.from({ length: pointCount }, (_, place) => ({
      step: first + place,
      value: lossAt(series, first + place),
    })),
    smoothed: [],
    color: colors[series % colors.length]!,
  }));
}

let first = 0;
const traces = shallowRef(tracesFrom(first));
const app = createApp(() =>
  h(TracePanel, { title: 'Loss', axisTitle: 'Cross-entropy', best: 'lowest', traces: traces.value }),
);
app.use(createPinia());
// There is no workbench here that would have kept an arrangement
const client = { call: () => Promise.reject(new Error('There is no workbench.')), subscribe: () => () => undefined };
app.provide(clientKey, client as unknown as WorkbenchClient);
app.mount('#app');

window.harness = {
  repaint() {
    const chart = getInstanceByDom(document.querySelector<HTMLElement>('.drawing')!)!;
    first += 1;
    const next = tracesFrom(first);
    return new Promise((resolve) => {
      const start = performance.now();
      const finished = (): void => {
        chart.off('finished', finished);
        resolve(performance.now() - start);
      };
      chart.on('finished', finished);
      traces.value = next;
    });
  },
};
