# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# maptidy_embed_text(TARGET OUTPUT FILE...)
#   makes OUTPUT, which sources of TARGET include: one row {"name", "text"}, per
#   FILE, where the name is the file's without its extension. Made again when a
#   FILE changes.
#
# As a script (cmake -D OUTPUT=... -D FILES=... -P), it writes OUTPUT.

if(CMAKE_SCRIPT_MODE_FILE)
  set(ROWS "")
  foreach(FILE IN LISTS FILES)
    get_filename_component(NAME ${FILE} NAME_WLE)
    file(READ ${FILE} TEXT)
    string(APPEND ROWS "{\"${NAME}\", R\"~~~~(${TEXT})~~~~\"},\n")
  endforeach()
  file(WRITE ${OUTPUT} "${ROWS}")
  return()
endif()

set(MAPTIDY_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
function(maptidy_embed_text TARGET OUTPUT)
  # A list as one argument of a command: a plain semicolon would split it.
  list(JOIN ARGN "$<SEMICOLON>" FILES)
  add_custom_command(OUTPUT ${OUTPUT}
    COMMAND ${CMAKE_COMMAND} -D OUTPUT=${OUTPUT} "-DFILES=${FILES}" -P ${MAPTIDY_EMBED_SCRIPT}
    DEPENDS ${ARGN} ${MAPTIDY_EMBED_SCRIPT}
    VERBATIM)
  target_sources(${TARGET} PRIVATE ${OUTPUT})
  get_filename_component(FOLDER ${OUTPUT} DIRECTORY)
  target_include_directories(${TARGET} PRIVATE ${FOLDER})
endfunction()
