import type { Component } from 'vue';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  readonly disabled?: boolean;
}

export interface SegmentOption {
  readonly value: string;
  readonly label: string;
  readonly icon?: Component;
}

export interface Tab {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
}

export interface MenuItem {
  readonly label: string;
  readonly icon?: Component;
  readonly shortcut?: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly select: () => void;
}
