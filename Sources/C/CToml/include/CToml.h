// A TOML document as a flat list of values, over Debian's toml++ (C++17, built without exceptions).
#ifndef CTOML_H
#define CTOML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The kind of a value. Dates, times and date-times are one kind, because no setting uses them.
typedef enum ctoml_kind {
  CTOML_TABLE,
  CTOML_ARRAY,
  CTOML_STRING,
  CTOML_INTEGER,
  CTOML_FLOAT,
  CTOML_BOOLEAN,
  CTOML_DATE,
} ctoml_kind;

// UTF-8 text with its length; it may hold zero bytes and has no terminator. The document owns it.
typedef struct ctoml_text {
  const char *_Nullable bytes;
  size_t count;
} ctoml_text;

// Lines and columns count from 1; columns count characters, not bytes.
typedef struct ctoml_position {
  uint32_t line;
  uint32_t column;
} ctoml_position;

// One value. Only the member that belongs to its kind is set. A table or an array is followed by
// its `child_count` children, each with its own children: the list is the tree in pre-order.
typedef struct ctoml_value {
  ctoml_kind kind;
  ctoml_position position;
  ctoml_text key;  // empty for elements of an array and for the document's root
  ctoml_position key_position;
  size_t child_count;
  ctoml_text text;
  int64_t integer;
  double number;
  bool boolean;
} ctoml_value;

// A parsed document, or the reason why it could not be parsed.
typedef struct ctoml_document ctoml_document;

// Parses `count` bytes. Always returns a document, to be given to ctoml_free.
ctoml_document *_Nonnull ctoml_parse(const void *_Nullable bytes, size_t count);

// Why parsing failed, with the place; NULL when it did not.
const char *_Nullable ctoml_error(const ctoml_document *_Nonnull document, ctoml_position *_Nonnull position);

// How many values the document has: at least the root table, or none when parsing failed.
size_t ctoml_count(const ctoml_document *_Nonnull document);

// The value at `index`, which must be below ctoml_count.
ctoml_value ctoml_at(const ctoml_document *_Nonnull document, size_t index);

// Ends the document and every text that came from it.
void ctoml_free(ctoml_document *_Nonnull document);

#ifdef __cplusplus
}
#endif

#endif
