import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { ExportSource } from '../../main/contract/workbench/exports.ts';

/** What the dialog of exports begins with. */
export interface ExportRequest {
  readonly of: ExportSource;
  /** Part of a page whose tables and figures are ticked at first; all that there is where absent */
  readonly topic?: string;
}

/** The one dialog of exports, opened from wherever there is something to export. */
export const useExportsStore = defineStore('exports', () => {
  const request = shallowRef<ExportRequest>();
  return {
    request,
    open(asked: ExportRequest): void {
      request.value = asked;
    },
    close(): void {
      request.value = undefined;
    },
  };
});
