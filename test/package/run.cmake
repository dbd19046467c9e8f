# Installs the build tree BUILD, and lets the project in this folder use the
# package in both ways that it offers.
set(SCRATCH ${BUILD}/test/package)
file(REMOVE_RECURSE ${SCRATCH})
set(WARNING "linted.cpp:4:3: warning: [^\n]*'Sessions'[^\n]* \\[map-erase-all-loop\\]")

function(run OUTPUT)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE STATUS OUTPUT_VARIABLE TEXT ERROR_VARIABLE TEXT)
  set(${OUTPUT} "${TEXT}" PARENT_SCOPE)
  set(STATUS ${STATUS} PARENT_SCOPE)
endfunction()

macro(expect CONDITION)
  if(NOT (${ARGV}))
    message(FATAL_ERROR "not as expected: ${ARGV}; status ${STATUS}\n${TEXT}")
  endif()
endmacro()

run(TEXT ${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH}/prefix)
expect(STATUS EQUAL 0)
foreach(FILE man/man1/map-tidy.1 bash-completion/completions/map-tidy
             zsh/site-functions/_map-tidy fish/vendor_completions.d/map-tidy.fish)
  file(READ ${SCRATCH}/prefix/share/${FILE} TEXT)
  expect(TEXT MATCHES "preset")
endforeach()
run(TEXT ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${SCRATCH}/build -G ${GENERATOR}
    -D CMAKE_CXX_COMPILER=${CXX} -D CMAKE_PREFIX_PATH=${SCRATCH}/prefix)
expect(STATUS EQUAL 0)
run(TEXT ${CMAKE_COMMAND} --build ${SCRATCH}/build --target linted)
expect(STATUS EQUAL 0 AND TEXT MATCHES ${WARNING})
# map-tidy's status, 1 for findings, stops the build.
run(TEXT ${CMAKE_COMMAND} --build ${SCRATCH}/build --target lint)
expect(NOT STATUS EQUAL 0 AND TEXT MATCHES ${WARNING})

# map-clangd finds the headers wherever it is installed.
if(EXISTS ${BUILD}/bin/map-clangd)
  file(RENAME ${SCRATCH}/prefix ${SCRATCH}/moved)
  run(TEXT ${SCRATCH}/moved/bin/map-clangd --check=${CMAKE_CURRENT_LIST_DIR}/linted.cpp --check-warnings
      --check-locations=0)
  expect(STATUS EQUAL 0 AND TEXT MATCHES "\\[map-erase-all-loop\\] Line 4: ")
endif()
