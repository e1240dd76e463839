import { JsonNumber } from './number.ts'

/** Any JSON value, its numbers as the text that was sent. */
export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | JsonObject

export interface JsonObject {
  [name: string]: JsonValue
}

/** Narrows to an object; an array, a number or null is not one. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber)
  )
}
