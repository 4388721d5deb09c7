# Warnings, hardening and sanitizers, for our own targets: link ranged_flags.
include(CheckPIESupported)
check_pie_supported()

add_library(ranged_flags INTERFACE)
target_compile_options(ranged_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                       $<$<BOOL:${RANGED_WERROR}>:-Werror>)

if(RANGED_SANITIZE OR RANGED_FUZZ)
  if(NOT RANGED_SANITIZE)
    set(RANGED_SANITIZE address,undefined)
  endif()
  # To see whether an object is of its type, UBSan opens a pipe: tests without descriptors would fail.
  add_compile_options(-fsanitize=${RANGED_SANITIZE} -fno-sanitize=vptr -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${RANGED_SANITIZE})
  if(RANGED_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
  endif()
else()
  add_compile_options(-fstack-protector-strong
                      $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE>
                      $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
  add_link_options(-Wl,-z,relro,-z,now)
  # The program is the same wherever it is built, also by ccache, which may name files from the build
  # folder. Of two that fit, the last counts.
  file(RELATIVE_PATH to_source ${CMAKE_BINARY_DIR} ${CMAKE_SOURCE_DIR})
  string(REGEX REPLACE "/$" "" to_source "${to_source}")
  add_compile_options(-ffile-prefix-map=src/=build/src/ -ffile-prefix-map=${to_source}=.
                      -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.
                      -ffile-prefix-map=${CMAKE_BINARY_DIR}=build)
endif()
