import type { Plugin } from 'vite'

export function iconSprite(root: string): string
export function iconsPlugin(root: string): Plugin
