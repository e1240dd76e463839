import { composeOpenApi } from '#lib/api/openapi.ts'

export const GET = () => Response.json(composeOpenApi())
