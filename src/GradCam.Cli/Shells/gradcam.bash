# Completes gradcam in bash. In ~/.bashrc: source <(gradcam completion bash)
_gradcam() {
    local line=${COMP_LINE:0:COMP_POINT} IFS=$'\n' found
    # The program takes the line without its own name.
    [[ $line == *' '* ]] && line=${line#* } || line=
    local word=${line##* }
    mapfile -t found < <(gradcam "[suggest:${#line}]" "$line" 2>/dev/null)
    COMPREPLY=($(compgen -W "${found[*]}" -- "$word"))
    # bash parts words at colons too, and completes the last part only.
    if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
        COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*:}"}"}")
    fi
}
complete -o default -o bashdefault -F _gradcam gradcam
