import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** Whose network is to be exported. */
export interface NetworkExportRequest {
  readonly runId: number;
  readonly studyName: string;
  /** The hardware stores its weights as integers */
  readonly isQuantised: boolean;
}

/** The dialog that exports the network of a run, opened from wherever there is one. */
export const useNetworkExportStore = defineStore('network-export', () => {
  const request = shallowRef<NetworkExportRequest>();
  return {
    request,
    open(asked: NetworkExportRequest): void {
      request.value = asked;
    },
    close(): void {
      request.value = undefined;
    },
  };
});
