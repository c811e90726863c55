import type { Page } from 'playwright-core';
import type { InputOf, OutputOf } from '../../../main/contract/rpc/table.ts';
import type { WorkbenchMethods } from '../../../main/contract/workbench/workbench.ts';
import type { DrawnAxis } from './axis-value.ts';

// What the interface holds is found where Vue keeps it, on the element that it is mounted on; nothing is added to it for this.

interface VueNode {
  readonly component: { readonly subTree: VueNode; readonly exposed: Record<string, unknown> | null } | null;
  readonly children: unknown;
}
interface MountedElement extends Element {
  readonly _vnode: VueNode;
  readonly __vue_app__: {
    readonly _context: { readonly provides: object };
    readonly config: { readonly globalProperties: { readonly $pinia: PiniaStores } };
  };
}
interface PiniaStores {
  readonly _s: ReadonlyMap<string, { readonly ids: ReadonlySet<number> }>;
}
interface Client {
  call(method: string, input: unknown): Promise<unknown>;
  subscribe: unknown;
}

/** Ids of the runs that the interface has selected. */
export function selectedRuns(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const root = document.querySelector('#app') as MountedElement;
    return [...root.__vue_app__.config.globalProperties.$pinia._s.get('selection')!.ids];
  });
}

/** A call of the workbench through the page's own connection. */
export function callWorkbench<Method extends keyof WorkbenchMethods>(
  page: Page,
  method: Method,
  input: InputOf<WorkbenchMethods[Method]>,
): Promise<OutputOf<WorkbenchMethods[Method]>> {
  const call: { readonly method: string; readonly input: unknown } = { method, input };
  return page.evaluate(({ method, input }) => {
    const { provides } = (document.querySelector('#app') as MountedElement).__vue_app__._context;
    const provided = Object.getOwnPropertySymbols(provides).map(
      (key) => (provides as Record<symbol, unknown>)[key] as Client | undefined,
    );
    return provided.find((each) => typeof each?.subscribe === 'function')!.call(method, input);
  }, call) as Promise<OutputOf<WorkbenchMethods[Method]>>;
}

/** The axes of the only chart that is shown, both linear. */
export function drawnAxes(page: Page): Promise<{ readonly x: DrawnAxis; readonly y: DrawnAxis }> {
  return page.evaluate(() => {
    type Axis = { scale: { type: string; getExtent(): [number, number] } };
    type Model = {
      getComponent(name: string): {
        axis: Axis;
        coordinateSystem: { getRect(): { x: number; y: number; width: number; height: number } };
      };
    };
    type Chart = { getModel(): Model; getDom(): Element };
    const charts: Chart[] = [];
    const walk = (node: VueNode | null | undefined): void => {
      if (node === null || node === undefined) return;
      const { component, children } = node;
      if (typeof component?.exposed?.['chart'] === 'function') {
        const chart = (component.exposed['chart'] as () => Chart | undefined)();
        if (chart !== undefined && !charts.includes(chart)) charts.push(chart);
      }
      walk(component?.subTree);
      if (Array.isArray(children)) for (const child of children) if (typeof child === 'object') walk(child as VueNode);
    };
    walk((document.querySelector('#app') as MountedElement)._vnode);
    if (charts.length !== 1) throw new Error(`There are ${charts.length} charts, not one.`);
    const [chart] = charts;
    const model = chart!.getModel();
    const box = chart!.getDom().getBoundingClientRect();
    const { x, y, width, height } = model.getComponent('grid').coordinateSystem.getRect();
    const axis = (name: 'xAxis' | 'yAxis', pixels: [number, number]) => {
      const { scale } = model.getComponent(name).axis;
      if (scale.type !== 'interval') throw new Error(`The ${name} is ${scale.type}, not linear.`);
      return { extent: scale.getExtent(), pixels };
    };
    return {
      x: axis('xAxis', [box.left + x, box.left + x + width]),
      y: axis('yAxis', [box.top + y + height, box.top + y]),
    };
  });
}
