import { JsonNumber } from './number.ts'

declare global {
  interface JSON {
    /** In Node since 22, not yet in TypeScript's library: https://tc39.es/proposal-json-parse-with-source/ */
    rawJSON(text: string): object
  }
}

/** Writes JSON with every `JsonNumber` as the digits it holds. `undefined` members are left out. */
export function stringifyJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_name, member: unknown) => (member instanceof JsonNumber ? JSON.rawJSON(member.text) : member),
    indent,
  )
}
