/** What the measurement asks the page with live series for. */
export interface Harness {
  /** Every series gets one more point and loses its first. @returns ms from the new data to ECharts' `finished` */
  repaint(): Promise<number>;
}

declare global {
  interface Window {
    harness: Harness;
  }
}
