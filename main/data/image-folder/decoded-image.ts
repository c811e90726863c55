/** An image in memory. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  /** 1 grey; 3 red, green, blue */
  readonly channels: 1 | 3;
  /** [height, width, channels] */
  readonly pixels: Uint8Array;
}
