'use client'

import { type KeyboardEvent, useRef } from 'react'
import { useKeysOn } from '#components/keys-setting.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { Label } from '#components/ui/label.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

interface PasteBoxProps {
  readonly text: string
  readonly disabled?: boolean
  /** `replaced`: the whole text was pasted over. */
  readonly onChange: (text: string, how: { readonly pasted: boolean; readonly replaced: boolean }) => void
  readonly onAsk: () => void
  readonly onClear: () => void
}

/** Where everything begins. It grows with what is put into it, and then scrolls, so that what was found stays in view. */
export function PasteBox({ text, disabled = false, onChange, onAsk, onClear }: PasteBoxProps) {
  const paste = useRef({ pasted: false, replaced: false })
  const pressed = useRef(false)
  const keysOn = useKeysOn()

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (keysOn && isFocusKey(event)) {
      event.preventDefault()
      return
    }
    // Enter that ends a composition, as in Japanese, belongs to the composition.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      onAsk()
    } else if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      onClear()
    }
  }

  return (
    <div className="flex flex-col gap-2">
      <Label htmlFor="box" className="justify-between leading-snug">
        Transaction id, JSON body, request, cURL line, or a list
        {!disabled && <Kbd className="max-sm:hidden">/</Kbd>}
      </Label>
      <Textarea
        id="box"
        data-search
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the desk is this box: who comes here comes to paste
        autoFocus
        rows={2}
        disabled={disabled}
        aria-describedby={disabled ? undefined : 'box-keys'}
        aria-keyshortcuts="/"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        placeholder="Paste anything that names a transaction"
        className="max-h-60 min-h-17 resize-none overflow-y-auto font-mono text-[13px] leading-relaxed break-all placeholder:font-sans placeholder:text-sm"
        value={text}
        onPaste={({ currentTarget: { selectionStart, selectionEnd, value } }) => {
          paste.current = { pasted: true, replaced: selectionStart === 0 && selectionEnd === value.length }
        }}
        onChange={({ target }) => {
          onChange(target.value, paste.current)
          paste.current = { pasted: false, replaced: false }
        }}
        onKeyDown={onKeyDown}
        onPointerDown={() => (pressed.current = true)}
        onPointerUp={() => (pressed.current = false)}
        onFocus={({ target }) => {
          // Reached by a key: the next paste replaces what stands here.
          if (!pressed.current) target.select()
        }}
      />
      {!disabled && (
        <p id="box-keys" className="text-xs text-muted-foreground max-sm:hidden">
          <Kbd>Enter</Kbd> asks · <Kbd>Shift</Kbd> <Kbd>Enter</Kbd> new line · <Kbd>Esc</Kbd> clears
        </p>
      )}
    </div>
  )
}

/**
 * The box has the focus when the page opens, and people press `/` all the same: with nothing in it, or all of it
 * marked, the key is not the beginning of an id.
 */
function isFocusKey({ key, ctrlKey, metaKey, altKey, currentTarget }: KeyboardEvent<HTMLTextAreaElement>) {
  const { selectionStart, selectionEnd, value } = currentTarget
  return (
    key === '/' && !ctrlKey && !metaKey && !altKey && selectionStart === 0 && selectionEnd === value.length
  )
}
